// Passes the lines of one version on to the versions they may have come from: the engine of both blames.

import GitObjects

/// Where a blame keeps the lines that wait at versions, for the engine to take them from and to add to.
protocol WaitingLines {
    /// A version that lines are passed on to.
    associatedtype Source

    /// The content of a source, cut into lines. It is read and cut when first asked for: `relative`, the version whose
    /// lines are passed on, lends the keys of the lines both have at their ends.
    mutating func lines(
        of source: Source, relative: BlobLines, _ passing: LinePassing
    ) throws(RgitError) -> BlobLines

    /// Lets `body` add to the stretches that wait at a source.
    mutating func add(to source: Source, _ body: (inout [LineStretch]) -> Void)
}

/// One worker's way to compare versions and to pass lines on.
///
/// A version's sources are tried in git's order. Lines outside the hunks between a source and the version are passed on
/// to that source; what is left is tried with the next. In an ignored commit, what is left after that is passed on by
/// guesses (`LineGuesses`), again source by source. What is left then came with the version itself.
///
/// Each source is compared once for each time lines come to the version, and once more in an ignored commit. Nothing is
/// kept between calls but the differ's scratch memory.
struct LinePassing {
    private let reader: ObjectReader
    private let scratch: Scratch
    private var hunks: [HunkSpan] = []
    /// Whether stretches that carry each other on become one.
    private let joins: Bool

    /// Holds the differ, which cannot be copied; it belongs to this worker alone.
    private final class Scratch {
        var differ: LineDiffer
        init(_ options: LineDiffOptions) { differ = LineDiffer(options) }
    }

    init(reader: ObjectReader, options: BlameOptions) {
        self.reader = reader
        joins = options.joinsStretches
        scratch = Scratch(options.lineDiff)
    }

    /// Cuts content into lines as they are compared.
    func lines(_ content: [UInt8], relative: BlobLines? = nil) -> BlobLines {
        scratch.differ.lines(content, relative: relative)
    }

    /// Reads a blob and cuts it into lines.
    func lines(of blob: ObjectID, relative: BlobLines? = nil) throws(RgitError) -> BlobLines {
        lines(try reader.bytes(blob, .blob), relative: relative)
    }

    /// Passes on what it can of `rest`, lines of the version `own`, and keeps in it what came with that version.
    ///
    /// - Parameters:
    ///   - isIgnored: Whether the version's commit is one of those whose changes are not to be blamed.
    ///   - waiting: Takes in what is passed on.
    /// - Throws: What reading a source throws; what has not been passed on by then is left in `rest`.
    mutating func pass<Waiting: WaitingLines>(
        _ rest: inout [LineStretch], of own: BlobLines, to sources: some Collection<Waiting.Source>,
        isIgnored: Bool, in waiting: inout Waiting
    ) throws(RgitError) {
        rest = LineStretch.sorted(rest, joins: joins)
        for guesses in isIgnored ? [false, true] : [false] {
            for source in sources {
                let parent = try waiting.lines(of: source, relative: own, self)
                scratch.differ.hunks(parent, own, into: &hunks)
                var kept: [LineStretch] = []
                if guesses {
                    let guesses = LineGuesses(parent: parent, target: own, hunks: hunks)
                    waiting.add(to: source) { guesses.split(rest, joins: joins, passed: &$0, kept: &kept) }
                    rest = LineStretch.sorted(kept, joins: joins)
                } else {
                    waiting.add(to: source) {
                        LineStretch.split(rest, by: hunks, joins: joins, passed: &$0, kept: &kept)
                    }
                    rest = kept
                }
                if rest.isEmpty { return }
            }
        }
    }

    /// Passes on lines of `rest` that moved within the file, and puts those that are too little to be tried into `small`.
    ///
    /// - Throws: What reading a source throws; what has not been passed on by then is left in `rest` and `small`.
    func passMoved<Waiting: WaitingLines>(
        _ rest: inout [LineStretch], _ small: inout [LineStretch], of own: BlobLines,
        to sources: some Collection<Waiting.Source>, _ search: inout MoveSearch, in waiting: inout Waiting
    ) throws(RgitError) {
        search.setAside(&rest, score: search.settings.moveScore, into: &small)
        for source in sources where !rest.isEmpty {
            let parent = try waiting.lines(of: source, relative: own, self)
            let moved = search.moved(&rest, &small, in: parent)
            if !moved.isEmpty { waiting.add(to: source) { $0 += moved } }
        }
    }
}
