// The groups of a file: `name: pathspec… [-> other…]`, and which of them depend on which.

import GitObjects
import Records

/// Groups of paths, and what each of them depends on.
struct PathGroups: Sendable {
    /// One group.
    struct Group: Sendable {
        let name: [UInt8]
        fileprivate var words: [[UInt8]] = []
        fileprivate var pathspec = Pathspec.all
        fileprivate var others: [[UInt8]] = []
    }

    /// The groups in the order of the file.
    private(set) var groups: [Group] = []
    private var places: [[UInt8]: Int] = [:]
    /// What each group depends on, by number.
    private var dependencies: [[Int]] = []

    /// Reads the content of `file`. A line may name a group again; `#` begins a comment.
    ///
    /// - Throws: a usage error for a line that is no group and for a dependency that is none.
    init(
        _ content: [UInt8], _ file: Text, _ pathspecs: inout RulePathspecs
    ) throws(RgitError) {
        for (number, line) in content.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            let words = line.split { ASCII.isSpace($0) }.map { Array($0) }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw RgitError(.usage, "line \(number + 1) is no group 'name: pathspec...'", file)
            }
            let name = Array(line[..<colon]).trimmed
            guard !name.isEmpty else { throw RgitError(.usage, "line \(number + 1) has no name", file) }
            add(name, line[(colon + 1)...].split { ASCII.isSpace($0) }.map { Array($0) })
        }
        for index in groups.indices {
            groups[index].pathspec = try pathspecs.pathspec(groups[index].words)
            var others: [Int] = []
            for name in groups[index].others {
                guard let other = places[name] else {
                    throw RgitError(
                        .usage, "'\(Text(groups[index].name))' depends on no group of \(file)", name)
                }
                others.append(other)
            }
            dependencies.append(others)
        }
    }

    private mutating func add(_ name: [UInt8], _ words: [[UInt8]]) {
        let place = places[name] ?? groups.count
        if place == groups.count {
            groups.append(Group(name: name))
            places[name] = place
        }
        let parts = words.split(separator: Array("->".utf8), maxSplits: 1, omittingEmptySubsequences: false)
        groups[place].words += parts.first ?? []
        if parts.count > 1 { groups[place].others += parts[1] }
    }

    /// The numbers of the groups that a path belongs to.
    func places(of path: [UInt8], isSubmodule: Bool) -> [Int] {
        groups.indices.filter { place in
            !groups[place].words.isEmpty && groups[place].pathspec.matches(path, isSubmodule: isSubmodule)
        }
    }

    /// The groups among `touched` that a group depends on, directly or through others, in their order.
    func dependencies(of place: Int, among touched: Set<Int>) -> [Int] {
        var seen: Set<Int> = [place]
        var waiting = dependencies[place]
        while let next = waiting.popLast() {
            if seen.insert(next).inserted { waiting += dependencies[next] }
        }
        return seen.filter { $0 != place && touched.contains($0) }.sorted()
    }
}
