// Numbers the authors of selected commits after the mailmap, so that they can be counted.

import GitObjects
import Records

/// Who wrote a commit, and when it was made.
struct AuthoredCommit: Sendable {
    /// The author's number among the persons.
    let author: Int
    /// When it was written; `nil` where git can read no date.
    let authored: Timestamp?
    /// When it was committed; `nil` where git can read no date.
    let committed: Timestamp?
}

/// The persons that commits name, each combination of name and address once.
struct PersonTable: Sendable {
    private let mailmap: Mailmap
    private let marksBots: Bool
    /// Whether each person is an automated account.
    private(set) var isBot: [Bool] = []
    /// The name of each person, a line feed, which no name has, and the address.
    private(set) var keys: [[UInt8]] = []
    private var numbers: [[UInt8]: Int] = [:]
    /// The persons of lines as recorded.
    private var known: [[UInt8]: Int] = [:]
    /// The persons of identities that were read with the commits; -1 for those not seen yet.
    private var ofIdentities: [Int] = []

    init(mailmap: Mailmap, marksBots: Bool) {
        self.mailmap = mailmap
        self.marksBots = marksBots
    }

    /// The person of an identity.
    mutating func number(_ identity: Int32, _ people: CommitPeople) -> Int {
        if Int(identity) >= ofIdentities.count {
            let missing = people.identities.count - ofIdentities.count
            ofIdentities.append(contentsOf: repeatElement(-1, count: missing))
        }
        if ofIdentities[Int(identity)] < 0 {
            ofIdentities[Int(identity)] = number(Array(people.identities[identity]))
        }
        return ofIdentities[Int(identity)]
    }

    /// The person that a line `Name <email>` names; one without an address is a person without a name.
    mutating func number(_ line: [UInt8]) -> Int {
        if let number = known[line] { return number }
        var (name, email): ([UInt8], [UInt8]) = ([], [])
        if let parts = IdentityLine(line.span, 0..<line.count) {
            (name, email) = (Array(line[parts.name]), Array(line[parts.email]))
        }
        if let proper = mailmap.resolve(name: name, email: email) { (name, email) = proper }
        let key = name + [0x0a] + email
        let number = numbers[key] ?? isBot.count
        if number == isBot.count {
            numbers[key] = number
            keys.append(key)
            isBot.append(marksBots && Bots.isBot(name: name, email: email))
        }
        known[line] = number
        return number
    }
}

/// Finds the authors of selected commits, on all workers where commits have to be read for that.
struct CommitAuthors {
    private let sharding: Sharding
    private let pool: WorkerPool<CommitLoader>
    private(set) var persons: PersonTable

    private struct Recorded: Sendable {
        let author: [UInt8]
        let authored: Timestamp?
        let committed: Timestamp?
    }

    /// Names people by `mailmap`; `marksBots` tells automated accounts from others.
    init(_ session: Session, mailmap: Mailmap, marksBots: Bool, _ sharding: Sharding) {
        self.sharding = sharding
        persons = PersonTable(mailmap: mailmap, marksBots: marksBots)
        pool = WorkerPool { CommitLoader(session: session, reader: try session.makeReader()) }
    }

    /// The author of each commit, or why it cannot be known; `people` are those known already, by rows of the walk's table.
    mutating func read(
        _ commits: [SelectedCommit], _ people: CommitPeople?
    ) async throws -> [Result<AuthoredCommit, RgitError>] {
        var unread: [Int] = []
        var found: [Result<AuthoredCommit, RgitError>] = []
        found.reserveCapacity(commits.count)
        for (position, commit) in commits.enumerated() {
            let participants = people?.participants(of: commit.row)
            var author = 0
            if let participants, let people {
                author = persons.number(participants.author.identity, people)
            } else {
                unread.append(position)
            }
            found.append(
                .success(
                    AuthoredCommit(
                        author: author, authored: participants?.author.date,
                        committed: participants?.committer.date)))
        }
        let places = unread
        var next = 0
        try await sharding.orderedChunks(
            count: places.count, size: 512, pool: pool,
            compute: { loader, range in places[range].map { Self.recorded(commits[$0].id, loader) } },
            consume: { (chunk: [Result<Recorded, RgitError>]) in
                for recorded in chunk {
                    found[places[next]] = recorded.map { recorded in
                        AuthoredCommit(
                            author: persons.number(recorded.author), authored: recorded.authored,
                            committed: recorded.committed)
                    }
                    next += 1
                }
            })
        return found
    }

    private static func recorded(_ id: ObjectID, _ loader: CommitLoader) -> Result<Recorded, RgitError> {
        do throws(RgitError) {
            let content = try loader.reader.commit(id).recoded
            let (bytes, layout) = (content.bytes, content.layout)
            var author: [UInt8] = []
            if let parts = IdentityLine(bytes.span, layout.lastAuthor) {
                author = Array(bytes[layout.lastAuthor.lowerBound...parts.email.upperBound])
            }
            func date(_ line: Range<Int>) -> Timestamp? {
                IdentityLine(bytes.span, line).flatMap { parts in
                    parts.seconds(in: bytes.span).map {
                        Timestamp(seconds: $0, offset: parts.offsetNumber(in: bytes.span) ?? 0)
                    }
                }
            }
            return .success(
                Recorded(
                    author: author, authored: date(layout.lastAuthor), committed: date(layout.lastCommitter)))
        } catch {
            return .failure(error)
        }
    }
}
