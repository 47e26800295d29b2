// Finds where copied lines came from among many files of a parent: the part of the search that git blame calls -C.

import GitObjects

/// A file of a parent that lines may have been copied from.
struct CopySource: Sendable {
    /// Its path.
    var path: [UInt8]
    /// Its content.
    var blob: ObjectID
}

/// Reads the files that copied lines are looked for in, and keeps those that are wanted again.
final class CopyContents {
    private let reader: ObjectReader
    private let scratch: LinePassing
    private var kept: [ObjectID: BlobLines] = [:]
    private var keptBytes = 0

    /// How many bytes of content are kept.
    private static let maximumBytes = 16 << 20

    init(reader: ObjectReader, options: BlameOptions) {
        self.reader = reader
        scratch = LinePassing(reader: reader, options: options)
    }

    /// The lines of a blob, cut as they are compared.
    func lines(of blob: ObjectID) throws(RgitError) -> BlobLines {
        if let lines = kept[blob] { return lines }
        return try scratch.lines(of: blob)
    }

    /// Keeps the lines of a blob for another look.
    func keep(_ lines: BlobLines, of blob: ObjectID) {
        guard kept[blob] == nil, lines.bytes.count <= CopyContents.maximumBytes else { return }
        if keptBytes + lines.bytes.count > CopyContents.maximumBytes {
            kept.removeAll()
            keptBytes = 0
        }
        keptBytes += lines.bytes.count
        kept[blob] = lines
    }
}

extension MoveSearch {
    /// Lines copied from one file.
    struct Copied {
        /// The file's place in the list of files.
        var file: Int
        /// The lines, as stretches of that file.
        var stretches: [LineStretch]
    }

    /// A stretch that is looked for, with the files that may have something of it.
    private struct Untried {
        var stretch: LineStretch
        /// Places in the list of files, ascending.
        var files: [Int]
    }

    /// A file that may have something of a stretch.
    private struct Candidate {
        var file: Int
        /// The score that no block found there exceeds.
        var greatestScore: Int
    }

    /// Finds lines that were copied from files of a parent.
    ///
    /// - Parameters:
    ///   - rest: Lines of a version; those that were not copied are left in it.
    ///   - small: Takes in, at its front, what is left of them that is too little to be tried.
    ///   - files: The files, in git's order. Of files with blocks of the same score the last one counts.
    ///   - contents: Reads them.
    mutating func copied(
        _ rest: inout [LineStretch], _ small: inout [LineStretch], in files: [CopySource],
        _ contents: CopyContents
    ) throws(RgitError) -> [Copied] {
        var found: [Copied] = []
        var places: [Int: Int] = [:]
        var tooSmall: [LineStretch] = []
        var kept: [LineStretch] = []
        var untried = rest.map { Untried(stretch: $0, files: Array(files.indices)) }
        while !untried.isEmpty {
            let candidates = try candidates(for: untried, files, contents)
            var parts: [Untried] = []
            for (entry, candidates) in zip(untried, candidates) {
                let best = try best(of: candidates, for: entry.stretch, files, contents)
                guard let best, best.block.score > settings.copyScore else {
                    kept.append(entry.stretch)
                    continue
                }
                let place = places[best.file] ?? found.count
                if place == found.count {
                    places[best.file] = place
                    found.append(Copied(file: best.file, stretches: []))
                }
                var left: [LineStretch] = []
                MoveSearch.split(
                    entry.stretch, by: best.block, moved: &found[place].stretches, left: &left)
                let files = candidates.map(\.file)
                parts += left.map { Untried(stretch: $0, files: files) }
            }
            untried = []
            for part in parts {
                if index.score(part.stretch) <= settings.copyScore {
                    tooSmall.append(part.stretch)
                } else {
                    untried.append(part)
                }
            }
        }
        rest = kept
        small = tooSmall + small
        return found
    }

    /// For each stretch the files whose lines may have a good enough score, ascending.
    private mutating func candidates(
        for untried: [Untried], _ files: [CopySource], _ contents: CopyContents
    ) throws(RgitError) -> [[Candidate]] {
        var result = [[Candidate]](repeating: [], count: untried.count)
        var wanted: [Int: [Int]] = [:]
        for (place, entry) in untried.enumerated() {
            for file in entry.files { wanted[file, default: []].append(place) }
        }
        for file in wanted.keys.sorted() {
            let lines = try contents.lines(of: files[file].blob)
            mark(lines.keys)
            var isWanted = false
            for place in wanted[file] ?? [] {
                let score = index.greatestScore(untried[place].stretch)
                guard score > settings.copyScore else { continue }
                result[place].append(Candidate(file: file, greatestScore: score))
                isWanted = true
            }
            if isWanted { contents.keep(lines, of: files[file].blob) }
        }
        return result
    }

    /// The best block of a stretch in any of the candidates.
    private mutating func best(
        of candidates: [Candidate], for stretch: LineStretch, _ files: [CopySource], _ contents: CopyContents
    ) throws(RgitError) -> (block: Block, file: Int)? {
        var best: (block: Block, file: Int)?
        // The most promising first, so that most others need not be compared.
        let ordered = candidates.sorted {
            ($0.greatestScore, $0.file) > ($1.greatestScore, $1.file)
        }
        for candidate in ordered {
            if let best, (candidate.greatestScore, candidate.file) < (best.block.score, best.file) { break }
            let lines = try contents.lines(of: files[candidate.file].blob)
            guard let block = block(of: stretch, in: lines) else { continue }
            if let best, (block.score, candidate.file) < (best.block.score, best.file) { continue }
            best = (block, candidate.file)
        }
        return best
    }
}
