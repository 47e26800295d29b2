// Makes of a commit what git blame prints: people after the mailmap, dates as recorded, the message's first line.

import GitObjects
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension BlameReport.Person {
    /// The person of a commit that names none git can read.
    static let unknown = BlameReport.Person(
        actor: Actor(name: "(unknown)", email: "(unknown)"), seconds: 0, zone: "(unknown)",
        isUnknown: true)

    /// Reads the author line of a commit's content.
    init(authorOf content: CommitContent, _ mailmap: Mailmap) {
        self.init(content.bytes, content.layout.author, mailmap)
    }

    /// Reads the line at `range` of a commit.
    init(_ bytes: [UInt8], _ range: Range<Int>, _ mailmap: Mailmap) {
        guard let line = IdentityLine(bytes.span, range) else {
            self = .unknown
            return
        }
        let recorded = (name: Array(bytes[line.name]), email: Array(bytes[line.email]))
        let proper = mailmap.resolve(name: recorded.name, email: recorded.email) ?? recorded
        actor = Actor(name: Text(proper.name), email: Text(proper.email))
        seconds = line.secondsAsRecorded(in: bytes.span) ?? 0
        zone = line.offset.map { Text(Array(bytes[$0])) } ?? "(unknown)"
        date = line.seconds(in: bytes.span).map {
            Timestamp(seconds: $0, offset: line.offsetNumber(in: bytes.span) ?? 0)
        }
    }
}

extension BlameReport.Commit {
    /// Reads a commit as git blame does: brought to the encoding first, then looked up in the mailmap.
    init(
        _ id: ObjectID, _ reader: ObjectReader, _ mailmap: Mailmap, _ encoding: OutputEncoding
    ) throws(RgitError) {
        let content = try reader.commit(id).recoded(to: encoding)
        let (bytes, layout) = (content.bytes, content.layout)
        hexsha = id
        author = BlameReport.Person(bytes, layout.author, mailmap)
        committer = BlameReport.Person(bytes, layout.committer, mailmap)
        summary = Text(Self.firstLine(bytes) ?? Array("(".utf8) + id.hex + Array(")".utf8))
    }

    /// The first line of a commit's message that is not blank, as it stands; `nil` where there is none.
    private static func firstLine(_ commit: [UInt8]) -> [UInt8]? {
        var index = 0
        while index + 1 < commit.count, commit[index] != 0x0a || commit[index + 1] != 0x0a { index += 1 }
        guard index + 2 < commit.count else { return nil }
        let message = commit[(index + 2)...]
        let start = Summary.start(of: message)
        let line = message[start...].prefix { $0 != 0x0a && $0 != 0 }
        return line.isEmpty ? nil : Array(line)
    }

    /// What is not committed yet, at `path`.
    init(
        uncommitted path: [UInt8], _ environment: ProcessEnvironment, _ format: ObjectFormat,
        _ encoding: OutputEncoding
    ) {
        var time = time_t(environment.now)
        var clock = unsafe tm()
        unsafe localtime_r(&time, &clock)
        let minutes = unsafe Int(clock.tm_gmtoff) / 60
        let number = abs(minutes) / 60 * 100 + abs(minutes) % 60
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let person = BlameReport.Person(
            actor: Actor(name: "Not Committed Yet", email: "not.committed.yet"),
            seconds: UInt64(max(0, environment.now)), zone: Text((minutes < 0 ? "-" : "+") + padded),
            date: Timestamp(seconds: environment.now, offset: minutes < 0 ? -number : number))
        hexsha = format.zero
        author = person
        committer = person
        let message = Array("Version of ".utf8) + path + Array(" from ".utf8) + path
        let line = Array(message.prefix { $0 != 0x0a })
        summary = Text(encoding.value(line) ?? line)
    }
}
