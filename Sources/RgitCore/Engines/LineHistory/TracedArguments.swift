// Understands `-L START,END:FILE` and `-L :FUNCTION:FILE` as git log does, at the commit where the history begins.

import GitObjects
import Records

/// The lines that arguments of `-L` name in the files of one tree.
struct TracedArguments {
    private let session: Session
    private let worker: DiffWorker
    private let tree: ObjectID
    private let functionNames: FunctionNames

    /// Prepares to look at the files of a tree.
    init(_ session: Session, _ worker: DiffWorker, tree: ObjectID) {
        self.session = session
        self.worker = worker
        self.tree = tree
        functionNames = FunctionNames(session)
    }

    /// The files, in the order of their paths, each with all its lines.
    ///
    /// A relative pattern is looked for behind the end of the range before it in the same file.
    ///
    /// - Throws: a usage error that names the argument, and `path` for a file that is not there.
    func resolve(_ arguments: [Text]) throws(RgitError) -> [TracedFile] {
        var found: [[UInt8]: [Range<Int>]] = [:]
        var anchors: [[UInt8]: Int] = [:]
        for argument in arguments.map(\.bytes) {
            guard let (range, file) = LineRanges.split(argument) else {
                throw RgitError(
                    .usage, "bad lines of a file", argument, hint: "-L takes START,END:FILE or :FUNCTION:FILE"
                )
            }
            let path = try PathspecParser(
                word: file, prefix: session.layout.prefix, workTree: session.layout.workTree,
                defaults: try Pathspec.Defaults(session.environment)
            ).placed(file).0
            let lines = try lines(path)
            let (selected, anchor) = try lines.range(range, from: anchors[path] ?? 1)
            found[path, default: []].append(selected)
            anchors[path] = anchor
        }
        return found.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { path in
            TracedFile(path: path, lines: LineRangeSet(found[path] ?? []))
        }
    }

    private func lines(_ path: [UInt8]) throws(RgitError) -> LineRanges {
        let found = try TreeDiff.changes(
            from: nil, to: tree, reader: worker.reader, filter: PathSet([path])
        ).first
        guard let version = found?.new, version.mode != .gitlink else {
            throw RgitError(.path, "no such file in the commit", path)
        }
        var patterns = PatternOptions()
        patterns.locale = PatternOptions.localeName(session.environment)
        let driver = worker.contents.driver(path)
        return LineRanges(
            lines: BlobLines(try worker.contents.content(version, path: path)), path: path,
            patterns: patterns,
            functionNames: try driver.flatMap { driver throws(RgitError) in
                try functionNames.matcher(of: driver)
            })
    }
}
