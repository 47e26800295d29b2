// `--stdin` of commands that walk history: revisions, a few options and paths from standard input.

import RgitCore

extension CommandImplementation {
    /// The same command, whose `--stdin` is filled in before it is answered.
    func readingRevisions(
        _ path: WritableKeyPath<Request, HistoryRequest> & Sendable
    ) -> CommandImplementation {
        let run = run
        return CommandImplementation(describedAs: self) {
            options, request, context in
            var request = request
            try StandardInputRevisions.fill(&request[keyPath: path].items, from: context.input)
            return try await run(options, request, context)
        }
    }
}

/// What standard input adds to a request.
enum StandardInputRevisions {
    /// Reads standard input into the `--stdin` of a request, where there is one.
    static func fill(_ items: inout [HistoryRequest.Item], from input: StandardInput) throws {
        let places = items.indices.filter { if case .standardInput = items[$0] { true } else { false } }
        guard let place = places.first else { return }
        guard places.count == 1 else { throw RgitError(.usage, "given twice", "--stdin") }
        var lines = InputPieces(input, nulTerminated: false)
        var found: [HistoryRequest.Item] = []
        var paths: [[UInt8]] = []
        while let line = try lines.next(beforeWaiting: {}) {
            try Task.checkCancellation()
            if line.isEmpty { break }
            if line == Array("--".utf8) {
                while let path = try lines.next(beforeWaiting: {}) { paths.append(path) }
                break
            }
            found.append(try item(line))
        }
        items[place] = .standardInput(found, paths: paths)
    }

    private static func item(_ line: [UInt8]) throws(RgitError) -> HistoryRequest.Item {
        guard line.first == UInt8(ascii: "-") else { return .word(line) }
        let equals = line.firstIndex(of: UInt8(ascii: "="))
        let name = String(decoding: line[..<(equals ?? line.count)], as: UTF8.self)
        let value = equals.map { Array(line[($0 + 1)...]) }
        switch (name, value) {
        case ("--not", nil): return .not
        case ("--all", nil): return .all
        case ("--alternate-refs", nil): return .alternates
        case ("--branches", _): return .branches(value)
        case ("--tags", _): return .tags(value)
        case ("--remotes", _): return .remotes(value)
        case ("--glob", let glob?): return .glob(glob)
        case ("--exclude", let glob?): return .exclude(glob)
        case ("--exclude-hidden", let section?): return .excludeHidden(section)
        case ("--reflog", nil): return .reflog
        default: throw RgitError(.usage, "this option cannot come from standard input", line)
        }
    }
}
