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
        var found: [[UInt8]: (lines: LineRanges, ranges: [Range<Int>], anchor: Int)] = [:]
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
            var traced: (lines: LineRanges, ranges: [Range<Int>], anchor: Int)
            if let known = found[path] { traced = known } else { traced = (try lines(path), [], 1) }
            let (selected, anchor) = try traced.lines.range(range, from: traced.anchor)
            traced.ranges.append(selected)
            traced.anchor = anchor
            found[path] = traced
        }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { path, file in
            TracedFile(path: path, lines: LineRangeSet(file.ranges))
        }
    }

    private func lines(_ path: [UInt8]) throws(RgitError) -> LineRanges {
        guard let entry = try TreeLookup.entry(path, in: tree, reader: worker.reader),
            entry.mode != .directory, entry.mode != .gitlink
        else {
            throw RgitError(.path, "no such file in the commit", path)
        }
        let version = FileVersion(mode: entry.mode, id: entry.id)
        var patterns = PatternOptions()
        patterns.locale = PatternOptions.localeName(session.environment)
        let driver = worker.contents.namedDriver(path)
        return LineRanges(
            lines: BlobLines(try worker.contents.content(version, path: path)), path: path,
            patterns: patterns,
            functionNames: try driver.flatMap { driver throws(RgitError) in
                try functionNames.matcher(of: driver)
            })
    }
}
