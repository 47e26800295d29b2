// Who wrote and committed the commits of a table, in columns: identities by number, moments as numbers.

import GitObjects
import Records

/// Gives equal runs of bytes equal numbers.
struct BytesInterner: Sendable {
    private var storage: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    /// How many different runs there are.
    var count: Int { ends.count }

    /// The bytes of a number.
    subscript(number: Int32) -> ArraySlice<UInt8> {
        let index = Int(number)
        return storage[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// The number of the bytes in a range of a span.
    mutating func intern(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
        // FNV-1a: short inputs, and who makes them collide only slows the answers about the own repository.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while slots[slot] >= 0 {
            let number = slots[slot]
            if hashes[Int(number)] == hash, equals(number, bytes, range) { return number }
            slot = (slot + 1) & mask
        }
        let number = Int32(count)
        slots[slot] = number
        hashes.append(hash)
        for index in range { storage.append(bytes[index]) }
        ends.append(storage.count)
        if count * 2 > slots.count { grow() }
        return number
    }

    private func equals(_ number: Int32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = number == 0 ? 0 : ends[Int(number) - 1]
        guard ends[Int(number)] - start == range.count else { return false }
        for offset in 0..<range.count where storage[start + offset] != bytes[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for number in 0..<count {
            var slot = Int(truncatingIfNeeded: hashes[number] ^ hashes[number] >> 32) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }
}

/// One person's part in a commit.
struct CommitParticipant: Sendable {
    /// The number of the identity, the bytes `Name <email>` as recorded.
    var identity: Int32
    /// When, as recorded; `nil` where git can read no date.
    var date: Timestamp?
}

/// The author and the committer of many commits. Commits in another encoding than UTF-8, and others that take a second
/// look, are not in it.
struct CommitPeople: Sendable {
    /// The identities by their numbers.
    private(set) var identities = BytesInterner()
    private var authors: ContiguousArray<CommitParticipant?> = []
    private var committers: ContiguousArray<CommitParticipant?> = []

    /// Author and committer of a row of the table; `nil` where they are not known.
    func participants(of row: CommitIndex) -> (author: CommitParticipant, committer: CommitParticipant)? {
        guard Int(row) < authors.count, let author = authors[Int(row)], let committer = committers[Int(row)]
        else {
            return nil
        }
        return (author, committer)
    }

    /// Notes the participants of a row; `numbers` are those here of the identities they name.
    mutating func note(
        _ row: CommitIndex, _ participants: (author: CommitParticipant, committer: CommitParticipant)?,
        _ numbers: [Int32]
    ) {
        guard var (author, committer) = participants else { return }
        author.identity = numbers[Int(author.identity)]
        committer.identity = numbers[Int(committer.identity)]
        if Int(row) >= authors.count {
            let missing = max(Int(row) + 1, authors.count * 2) - authors.count
            authors.append(contentsOf: repeatElement(nil, count: missing))
            committers.append(contentsOf: repeatElement(nil, count: missing))
        }
        authors[Int(row)] = author
        committers[Int(row)] = committer
    }

    /// The numbers here of identities that another interner holds, by their numbers there.
    mutating func numbers(of others: BytesInterner) -> [Int32] {
        (0..<Int32(others.count)).map { number in
            let bytes = Array(others[number])
            return identities.intern(bytes.span, 0..<bytes.count)
        }
    }
}

/// The participants of one stretch of commits, with numbers of their own.
struct CommitPeopleChunk: Sendable {
    private(set) var identities = BytesInterner()
    private(set) var participants: [(author: CommitParticipant, committer: CommitParticipant)?] = []

    /// Notes the participants of the next commit.
    mutating func append(_ bytes: Span<UInt8>) {
        guard let lines = CommitParser.people(bytes), let author = IdentityLine(bytes, lines.author),
            let committer = IdentityLine(bytes, lines.committer)
        else {
            participants.append(nil)
            return
        }
        participants.append(
            (participant(bytes, lines.author, author), participant(bytes, lines.committer, committer)))
    }

    private mutating func participant(
        _ bytes: Span<UInt8>, _ line: Range<Int>, _ parts: IdentityLine
    ) -> CommitParticipant {
        let identity = identities.intern(bytes, line.lowerBound..<parts.email.upperBound + 1)
        let date = parts.seconds(in: bytes).map {
            Timestamp(seconds: $0, offset: parts.offsetNumber(in: bytes) ?? 0)
        }
        return CommitParticipant(identity: identity, date: date)
    }
}
