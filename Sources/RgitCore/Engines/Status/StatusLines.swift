// Writes a status exactly as `git status --porcelain` and `--porcelain=v2` do, with `-z` too.

import GitObjects

/// The lines of `git status --porcelain`.
struct StatusLines {
    /// The version of the format: 1 or 2.
    let version: Int
    /// How the repository names its objects: zeros are as many as a name has digits.
    let format: ObjectFormat
    /// `-z`: paths as they are, each ended by a NUL.
    let nulTerminated: Bool
    /// Whether bytes outside of ASCII are escaped in paths (`core.quotePath`).
    let quotesHigh: Bool
    /// The directory that paths of version 2 are relative to, with a slash at its end, as they are without `-z` unless
    /// `status.relativePaths` says otherwise; empty for the top.
    let prefix: [UInt8]

    private var end: UInt8 { nulTerminated ? 0 : 0x0a }

    /// The lines about paths.
    func lines(_ result: StatusResult) -> [UInt8] {
        var output: [UInt8] = []
        if version == 1 {
            for change in result.changes { appendShort(change, to: &output) }
            for path in result.untracked { output += Array("?? ".utf8) + shortPath(path) + [end] }
            for path in result.ignored { output += Array("!! ".utf8) + shortPath(path) + [end] }
            return output
        }
        for change in result.changes where !change.isConflicted { append(change, to: &output) }
        for change in result.changes where change.isConflicted { appendConflict(change, to: &output) }
        for path in result.untracked { output += Array("? ".utf8) + self.path(path) + [end] }
        for path in result.ignored { output += Array("! ".utf8) + self.path(path) + [end] }
        return output
    }

    // MARK: Version 1

    private func appendShort(_ change: StatusChange, to output: inout [UInt8]) {
        let (x, y) = change.letters
        for letter in [x, y] { output.append(letter == UInt8(ascii: ".") ? 0x20 : letter) }
        output.append(0x20)
        if nulTerminated {
            output += change.path + [0]
            if !change.isConflicted, let oldPath = change.oldPath { output += oldPath + [0] }
            return
        }
        if !change.isConflicted, let oldPath = change.oldPath {
            output += shortPath(oldPath) + Array(" -> ".utf8)
        }
        output += shortPath(change.path) + [end]
    }

    /// A path of version 1 is from the top, and in quotes where it has a space, too.
    private func shortPath(_ path: [UInt8]) -> [UInt8] {
        if nulTerminated { return path }
        let quoted = QuotedPath.quoted(path, quotesHigh: quotesHigh)
        guard quoted.first != UInt8(ascii: "\"") || quoted == path, path.contains(0x20) else { return quoted }
        return [UInt8(ascii: "\"")] + path + [UInt8(ascii: "\"")]
    }

    // MARK: Version 2

    private func path(_ path: [UInt8]) -> [UInt8] {
        if nulTerminated { return path }
        return QuotedPath.quoted(QuotedPath.relative(path, to: prefix), quotesHigh: quotesHigh)
    }

    private func append(_ change: StatusChange, to output: inout [UInt8]) {
        let (x, y) = change.letters
        output += [change.oldPath == nil ? UInt8(ascii: "1") : UInt8(ascii: "2"), 0x20, x, y, 0x20]
        output += submodule(change) + [0x20]
        for mode in [change.headMode, change.indexMode, change.workTreeMode] {
            output += octal(mode) + [0x20]
        }
        for id in [change.headID, change.indexID] { output += (id ?? format.zero).hex + [0x20] }
        if let oldPath = change.oldPath, let kind = change.renameKind {
            output += [kind.letter] + Array("\(change.similarity) ".utf8)
            output += path(change.path) + [nulTerminated ? 0 : 0x09] + path(oldPath) + [end]
        } else {
            output += path(change.path) + [end]
        }
    }

    private func appendConflict(_ change: StatusChange, to output: inout [UInt8]) {
        let (x, y) = change.letters
        output += [UInt8(ascii: "u"), 0x20, x, y, 0x20] + submodule(change) + [0x20]
        let stages = (1...3).map { number in change.stages.last { $0.number == number } }
        for mode in stages.map({ $0?.mode }) + [change.workTreeMode] { output += octal(mode) + [0x20] }
        for stage in stages { output += (stage?.id ?? format.zero).hex + [0x20] }
        output += path(change.path) + [end]
    }

    private func submodule(_ change: StatusChange) -> [UInt8] {
        guard change.isSubmodule else { return Array("N...".utf8) }
        let dot = UInt8(ascii: ".")
        return [
            UInt8(ascii: "S"), change.hasNewCommits ? UInt8(ascii: "C") : dot,
            change.inside.modified ? UInt8(ascii: "M") : dot,
            change.inside.untracked ? UInt8(ascii: "U") : dot,
        ]
    }

    private func octal(_ mode: FileMode?) -> [UInt8] {
        let digits = Array(String(mode?.rawValue ?? 0, radix: 8).utf8)
        return Array(repeating: 0x30, count: max(0, 6 - digits.count)) + digits
    }
}
