// Random histories in which blocks of lines move within files and are copied from file to file, which blame -M and -C follow.

/// A history of a few text files whose lines wander, made from a seed.
///
/// Some commits move a block within a file, some take blocks from other files, some make a file of blocks of others; lines are
/// edited, files are renamed and deleted, branches fork and merge. Blocks are of all sizes around git's least scores.
public struct MovingHistory {
    private var random: SplitMix64
    private var builder = HistoryBuilder()
    private var tips: [(mark: Mark, files: [String: [String]])] = []
    private var clock = Hermetic.date
    private var created = 0
    private let oneDateEach: Bool

    /// The history that a seed makes; with `oneDateEach` no two commits are of the same second.
    public init(seed: UInt64, oneDateEach: Bool = false) {
        random = SplitMix64(seed: seed)
        self.oneDateEach = oneDateEach
    }

    /// Makes the repository, with `main` at its tip.
    public mutating func makeRepository(commits: Int = 40) throws -> ScratchRepository {
        var files: [String: [String]] = [:]
        for number in 0..<5 { files[name(number)] = (0..<(5 + random.below(40))).map { _ in line() } }
        commit("root", [], from: [:], to: files)
        for _ in 0..<commits { step() }
        let last = tips[0]
        tips = [last]
        commit("tip", [last.mark], from: last.files, to: changed(last.files), on: "main")
        let repository = try ScratchRepository()
        try repository.load(builder)
        try repository.checkOut()
        return repository
    }

    private mutating func step() {
        let place = random.below(tips.count)
        let tip = tips[place]
        switch random.below(100) {
        case ..<15 where tips.count < 4:
            tips.append(tip)
            commit("fork", [tip.mark], from: tip.files, to: changed(tip.files), place: tips.count - 1)
        case ..<35 where tips.count > 1:
            let other = random.below(tips.count - 1)
            let taken = other < place ? other : other + 1
            merge(place, tips[taken])
            if random.percent(50), tips.count > 2 { tips.remove(at: taken) }
        default: commit("change", [tip.mark], from: tip.files, to: changed(tip.files), place: place)
        }
    }

    private mutating func merge(_ place: Int, _ other: (mark: Mark, files: [String: [String]])) {
        let tip = tips[place]
        guard tip.mark != other.mark else { return }
        var files = tip.files
        for (path, lines) in other.files.sorted(by: { $0.key < $1.key }) where random.percent(40) {
            // Half of one side and half of the other.
            let own = files[path] ?? []
            files[path] =
                random.percent(50) ? lines : Array(own.prefix(own.count / 2) + lines.suffix(lines.count / 2))
        }
        if random.percent(40) { files = changed(files) }
        commit("merge", [tip.mark, other.mark], from: tip.files, to: files, place: place)
    }

    private mutating func commit(
        _ message: String, _ parents: [Mark], from old: [String: [String]], to new: [String: [String]],
        place: Int? = nil, on branch: String? = nil
    ) {
        created += 1
        clock += random.percent(15) && !oneDateEach ? 0 : 1 + random.below(5000)
        var changes: [Change] = old.keys.filter { new[$0] == nil }.sorted().map { .delete($0) }
        for (path, lines) in new.sorted(by: { $0.key < $1.key }) where old[path] != lines {
            let end = lines.isEmpty || random.percent(10) ? "" : "\n"
            changes.append(.file(path, lines.joined(separator: "\n") + end))
        }
        let mark = builder.commit(
            "\(message) \(created)\n", on: branch ?? "branch-\(created)", parents: parents,
            author: Person("A U Thor", "author@example.com", clock), changes)
        if let place { tips[place] = (mark, new) } else { tips.append((mark, new)) }
    }

    // MARK: Files

    private func name(_ number: Int) -> String {
        ["a.c", "b.c", "lib/c.c", "lib/d.h", "lib/deep/e.c", "f", "z/g", "lib-h", "m.txt"][number % 9]
    }

    private mutating func line() -> String {
        switch random.below(10) {
        case 0, 1: return random.pick(["", "}", "{", "\treturn 0;", "\t}", "/* */"])
        case 2: return "line \(random.below(8))"
        case 3: return "\tvalue_of_something_long_enough = compute_it_again(\(random.below(6)));"
        default:
            let words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
            return (0..<(1 + random.below(5))).map { _ in random.pick(words) }.joined(separator: " ")
                + " \(random.below(3000))"
        }
    }

    private mutating func block(of lines: [String]) -> Range<Int> {
        guard !lines.isEmpty else { return 0..<0 }
        let start = random.below(lines.count)
        return start..<min(lines.count, start + 1 + random.below(random.percent(30) ? 20 : 5))
    }

    private mutating func changed(_ files: [String: [String]]) -> [String: [String]] {
        var files = files
        for _ in 0..<(1 + random.below(4)) { change(&files) }
        return files
    }

    private mutating func change(_ files: inout [String: [String]]) {
        let paths = files.keys.sorted()
        guard !paths.isEmpty else {
            files[name(random.below(9))] = (0..<20).map { _ in line() }
            return
        }
        let path = random.pick(paths)
        let other = random.pick(paths)
        var lines = files[path] ?? []
        let place = random.below(lines.count + 1)
        switch random.below(12) {
        case 0, 1:  // a block moves
            let range = block(of: lines)
            let moved = Array(lines[range])
            lines.removeSubrange(range)
            lines.insert(contentsOf: moved, at: random.below(lines.count + 1))
        case 2, 3:  // a block comes from another file, with or without a change
            let source = files[other] ?? []
            var copied = Array(source[block(of: source)])
            if random.percent(30), !copied.isEmpty { copied[random.below(copied.count)] = line() }
            lines.insert(contentsOf: copied, at: place)
            if random.percent(50), other != path { files[other]?.removeAll { copied.contains($0) } }
        case 4:  // a file of blocks of others
            var made: [String] = []
            for _ in 0..<(1 + random.below(4)) {
                let source = files[random.pick(paths)] ?? []
                made += source[block(of: source)]
                if random.percent(40) { made.append(line()) }
            }
            files[name(random.below(9))] = made
            return
        case 5:
            files[path] = nil
            if random.percent(60) { files[name(random.below(9))] = lines }
            return
        case 6:  // white space
            let range = block(of: lines)
            for index in range { lines[index] = "    " + lines[index].replacing(" ", with: "  ") }
        case 7: lines.removeSubrange(block(of: lines))
        case 8, 9: for index in block(of: lines) { lines[index] = line() }
        default: lines.insert(contentsOf: (0..<(1 + random.below(6))).map { _ in line() }, at: place)
        }
        files[path] = lines
    }
}
