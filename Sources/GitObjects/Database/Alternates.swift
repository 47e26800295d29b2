// Alternates: other object directories this one borrows from, listed in files and in the environment.

/// Finds every object directory that counts, the repository's own first, as git orders them.
enum Alternates {
    /// Git follows files this deep and ignores those beyond.
    private static let maximumDepth = 5
    private static let maximumFileSize = 1 << 20

    /// All object directories: `objectDirectory`, then those of the environment, then those of its `info/alternates`,
    /// each followed by its own alternates. What does not exist is reported in `problems` and skipped, as git does.
    static func directories(
        of objectDirectory: [UInt8], environment: [[UInt8]], problems: inout [GitObjectError]
    ) -> [[UInt8]] {
        var search = Search()
        search.seen.insert(FileSystem.realPath(objectDirectory) ?? objectDirectory)
        search.found.append(objectDirectory)
        search.link(environment, relativeTo: nil, depth: 0)
        search.readFile(of: objectDirectory, depth: 0)
        problems += search.problems
        return search.found
    }

    private struct Search {
        var seen: Set<[UInt8]> = []
        var found: [[UInt8]] = []
        var problems: [GitObjectError] = []

        mutating func readFile(of directory: [UInt8], depth: Int) {
            let path = FileSystem.join(directory, "info/alternates")
            do throws(GitObjectError) {
                guard let content = try FileSystem.contents(of: path, limit: maximumFileSize) else { return }
                let entries = parse(content)
                guard !entries.isEmpty else { return }
                guard depth <= maximumDepth else {
                    problems.append(
                        GitObjectError(.tooLarge, "alternates nested too deep are ignored", file: path))
                    return
                }
                link(entries, relativeTo: directory, depth: depth)
            } catch {
                problems.append(error)
            }
        }

        mutating func link(_ entries: [[UInt8]], relativeTo base: [UInt8]?, depth: Int) {
            for entry in entries {
                var path = entry
                if let base, entry.first != 0x2f { path = FileSystem.join(base, entry) }
                guard let real = FileSystem.realPath(path), FileSystem.status(real)?.isDirectory == true
                else {
                    problems.append(
                        GitObjectError(.unreadable, "alternate object directory does not exist", file: path))
                    continue
                }
                guard seen.insert(real).inserted else { continue }
                found.append(real)
                readFile(of: real, depth: depth + 1)
            }
        }
    }

    /// Splits an `info/alternates` file: comments and empty entries are left out, quoted entries are unquoted.
    static func parse(_ list: [UInt8]) -> [[UInt8]] {
        // Git reads the list as a C string.
        let list = list.prefix { $0 != 0 }
        var entries: [[UInt8]] = []
        var position = list.startIndex
        while position < list.endIndex {
            var entry: [UInt8] = []
            if let (path, rest) = CQuoting.unquote(list[position...]) {
                entry = path
                position = rest.startIndex
                // Git steps over one byte after the closing quote, whatever it is.
                if position < list.endIndex { position += 1 }
            } else {
                let end = list[position...].firstIndex(of: 0x0a) ?? list.endIndex
                if list[position] != 0x23 { entry = Array(list[position..<end]) }
                position = end < list.endIndex ? end + 1 : end
            }
            if !entry.isEmpty { entries.append(entry) }
        }
        return entries
    }
}
