// Writes what a commit changed of lines that are followed, byte for byte as `git log -L` prints it.

import GitObjects

/// Writes the changes of followed lines; one per worker.
struct LineHistoryPatch {
    private let reader: ObjectReader

    /// Writes what can be read by one worker.
    init(_ reader: ObjectReader) { self.reader = reader }

    /// All files of a commit whose lines changed.
    ///
    /// - Throws: what cannot be read.
    func text(_ traced: [TracedChange]) throws(RgitError) -> [UInt8] {
        var output: [UInt8] = []
        for file in traced { try append(file, to: &output) }
        return output
    }

    private func append(_ traced: TracedChange, to output: inout [UInt8]) throws(RgitError) {
        guard !traced.touched.isEmpty, let change = traced.change, let version = change.new else { return }
        let oldPath = change.oldPath ?? change.path
        let new = BlobLines(try content(version))
        let old = BlobLines(
            try change.old.map { old throws(RgitError) in try content(old) } ?? [])
        output += Array("diff --git a/".utf8) + oldPath + Array(" b/".utf8) + change.path + [0x0a]
        output += change.old == nil ? Array("--- /dev/null".utf8) : Array("--- a/".utf8) + oldPath
        output += Array("\n+++ b/".utf8) + change.path + [0x0a]
        let touched = traced.touched
        var next = 0
        for range in traced.file.lines.ranges {
            // As in git 2.39 a replacement that reaches into several ranges is shown with the first of them.
            while next < touched.count, touched[next].new.upperBound < range.lowerBound { next += 1 }
            let hunks = touched[next...].prefix { $0.new.lowerBound < range.upperBound }
            guard let first = hunks.first, let last = hunks.last else { continue }
            next = hunks.endIndex
            let start = first.old.lowerBound - max(0, first.new.lowerBound - range.lowerBound)
            let end = last.old.upperBound + max(0, range.upperBound - last.new.upperBound)
            // A file that was not there has no line to begin at.
            let shown = start == 0 && end == 0 ? 0 : start + 1
            output += "@@ -\(shown),\(end - start) +\(range.lowerBound + 1),\(range.count) @@\n".utf8
            var line = range.lowerBound
            for hunk in hunks {
                if line < hunk.new.lowerBound {
                    append(new, line..<hunk.new.lowerBound, " ", to: &output)
                    line = hunk.new.lowerBound
                }
                append(old, hunk.old, "-", to: &output)
                let end = min(hunk.new.upperBound, range.upperBound)
                if line < end {
                    append(new, line..<end, "+", to: &output)
                    line = end
                }
            }
            if line < range.upperBound { append(new, line..<range.upperBound, " ", to: &output) }
        }
    }

    private func content(_ version: FileVersion) throws(RgitError) -> [UInt8] {
        if version.mode == .gitlink { return Array("Subproject commit ".utf8) + version.id.hex + [0x0a] }
        return try reader.bytes(version.id, .blob)
    }

    private func append(
        _ file: BlobLines, _ lines: Range<Int>, _ mark: Unicode.Scalar, to output: inout [UInt8]
    ) {
        for line in lines where line < file.count {
            let bytes = file.bytes[file.range(line)]
            output.append(UInt8(ascii: mark))
            output += bytes
            if bytes.last != 0x0a { output += "\n\\ No newline at end of file\n".utf8 }
        }
    }
}
