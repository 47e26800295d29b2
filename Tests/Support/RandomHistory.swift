// Seeded random histories: every shape of commit git allows, the same ones for the same seed.

/// A history drawn from a seed: merges, octopus merges, criss-cross merges, several roots, renames, copies, type
/// changes, binary files, symbolic links, submodules, CRLF, no final newline, odd bytes in names and messages,
/// latin-1 commits, clock skew, equal dates, empty commits, tags of all kinds, remote branches, upstreams, notes,
/// mailmaps and attributes.
public struct RandomHistory: Sendable {
    /// What the history is drawn from.
    public let seed: UInt64
    /// How many commits it has on its branches.
    public let commits: Int
    /// How the repository names its objects.
    public let hash: HashFunction

    /// Describes a history; nothing is made yet.
    ///
    /// Without a hash function odd seeds make repositories with SHA-256 names, so that whatever is compared on a few
    /// histories is compared in both formats.
    public init(seed: UInt64, commits: Int = 60, hash: HashFunction? = nil) {
        self.seed = seed
        self.commits = commits
        self.hash = hash ?? .drawn(seed)
    }

    /// Makes a repository of it, its HEAD on one of the branches, checked out unless it is bare.
    public func makeRepository(bare: Bool = false) throws -> ScratchRepository {
        var drawing = Drawing(seed: seed, hash)
        for _ in 0..<commits { drawing.step() }
        drawing.finish()
        let repository = try ScratchRepository(bare: bare, hash: hash)
        try repository.load(drawing.builder)
        try repository.pointHead(at: drawing.head)
        for (key, value) in drawing.configuration { try repository.git("config", key, value) }
        if !bare { try repository.checkOut() }
        return repository
    }
}

/// One entry of a tree.
private struct RandomFile: Equatable {
    var content: RandomContent
    var mode: String
}

private enum RandomContent: Equatable {
    case lines([[UInt8]], crlf: Bool, finalNewline: Bool)
    case bytes([UInt8])
    case gitlink(String)

    var stored: [UInt8] {
        switch self {
        case .lines(let lines, let crlf, let finalNewline):
            let end: [UInt8] = crlf ? [0x0D, 0x0A] : [0x0A]
            var bytes = Array(lines.joined(separator: end))
            if finalNewline && !lines.isEmpty { bytes += end }
            return bytes
        case .bytes(let bytes): return bytes
        case .gitlink: return []
        }
    }
}

/// A tree, its paths in byte order so that nothing depends on the order of a dictionary.
private struct RandomTree {
    private(set) var entries: [(path: [UInt8], file: RandomFile)] = []

    func index(of path: [UInt8]) -> Int? { entries.firstIndex { $0.path == path } }

    mutating func remove(_ path: [UInt8]) {
        entries.removeAll { $0.path == path || $0.path.starts(with: path + [0x2F]) }
    }

    mutating func set(_ path: [UInt8], _ file: RandomFile) {
        // A file takes the place of a folder of its name, and of a file where its folder has to be.
        remove(path)
        for index in path.indices where path[index] == 0x2F {
            let above = Array(path[..<index])
            entries.removeAll { $0.path == above }
        }
        let place = entries.firstIndex { path.lexicographicallyPrecedes($0.path) } ?? entries.count
        entries.insert((path, file), at: place)
    }

    /// What makes this tree of another one.
    func changes(from old: RandomTree) -> [Change] {
        var changes: [Change] = []
        for entry in old.entries where index(of: entry.path) == nil {
            changes.append(.delete(path: entry.path))
        }
        for entry in entries {
            if let place = old.index(of: entry.path), old.entries[place].file == entry.file { continue }
            if case .gitlink(let hexsha) = entry.file.content {
                changes.append(.gitlink(path: entry.path, hexsha: hexsha))
            } else {
                let content = entry.file.content.stored
                changes.append(.write(path: entry.path, content: content, mode: entry.file.mode))
            }
        }
        return changes
    }
}

/// The state of a drawing.
private struct Drawing {
    struct Line {
        var name: String
        var mark: Mark
        var tree: RandomTree
    }

    var random: SplitMix64
    var builder: HistoryBuilder
    var lines: [Line] = []
    var past: [(mark: Mark, tree: RandomTree)] = []
    var clock = Hermetic.date
    var created = 0
    var tags = 0
    var head = "main"
    var configuration: [(String, String)] = []

    init(seed: UInt64, _ hash: HashFunction) {
        random = SplitMix64(seed: seed)
        builder = HistoryBuilder(hash: hash)
    }

    // MARK: The shape

    mutating func step() {
        if lines.isEmpty { return root("main") }
        switch random.below(100) {
        case ..<4 where lines.count < 7: root("root-\(created)")
        case ..<16 where lines.count < 7: fork()
        case ..<34 where lines.count > 1: merge(count: 2)
        case ..<38 where lines.count > 2: merge(count: 3 + random.below(min(3, lines.count - 2)))
        default:
            let index = random.below(lines.count)
            var tree = lines[index].tree
            // One commit in twelve changes nothing.
            if !random.percent(8) { change(&tree) }
            commit(onLine: index, parents: [lines[index].mark], tree: tree)
        }
    }

    mutating func root(_ name: String) {
        var tree = RandomTree()
        for _ in 0..<(1 + random.below(4)) { create(in: &tree) }
        let mark = write(name, parents: [], tree: tree, from: RandomTree())
        lines.append(Line(name: name, mark: mark, tree: tree))
    }

    mutating func fork() {
        let origin = past[past.count - 1 - random.below(min(past.count, 12))]
        let name = random.pick(["topic", "fix/deep", "w\u{ef}p", "UPPER", "release-1.x"]) + "-\(created)"
        lines.append(Line(name: name, mark: origin.mark, tree: origin.tree))
        var tree = origin.tree
        change(&tree)
        commit(onLine: lines.count - 1, parents: [origin.mark], tree: tree)
    }

    mutating func merge(count: Int) {
        var others = Array(lines.indices)
        let into = others.remove(at: random.below(others.count))
        var parents = [lines[into].mark]
        var tree = lines[into].tree
        for _ in 1..<count where !others.isEmpty {
            let other = others.remove(at: random.below(others.count))
            if parents.contains(lines[other].mark) { continue }
            parents.append(lines[other].mark)
            // Takes some of the other side, or all of it: such a parent is the same tree.
            if random.percent(15) {
                tree = lines[other].tree
                continue
            }
            for entry in lines[other].tree.entries where random.percent(45) {
                tree.set(entry.path, entry.file)
            }
            // Ended lines leave branches to come; going on makes criss-cross merges.
            if random.percent(20) && others.count > 1 { lines[other].mark = parents[0] }
        }
        if random.percent(25) { change(&tree) }
        commit(onLine: into, parents: parents, tree: tree)
    }

    mutating func commit(onLine index: Int, parents: [Mark], tree: RandomTree) {
        let old = past.first { $0.mark == parents[0] }?.tree ?? RandomTree()
        let mark = write(lines[index].name, parents: parents, tree: tree, from: old)
        lines[index].mark = mark
        lines[index].tree = tree
    }

    mutating func write(_ name: String, parents: [Mark], tree: RandomTree, from old: RandomTree) -> Mark {
        switch random.below(20) {
        case 0: clock -= random.below(200_000)  // a clock that was wrong
        case 1, 2, 3: break  // the same second
        default: clock += 1 + random.below(random.percent(20) ? 4_000_000 : 9000)
        }
        let author = person(at: random.percent(70) ? clock : clock - random.below(3_000_000))
        let committer = random.percent(60) ? nil : person(at: clock)
        let (message, encoding) = self.message()
        let mark = builder.commit(
            bytes: message, on: name, parents: parents, author: author, committer: committer,
            encoding: encoding, tree.changes(from: old)
        )
        past.append((mark, tree))
        created += 1
        if random.percent(10) { tag(mark) }
        return mark
    }

    mutating func tag(_ mark: Mark) {
        tags += 1
        if random.percent(40) { return builder.point("refs/tags/light-\(tags)", at: mark) }
        let tag = builder.tag("v1.\(tags)", of: mark, tagger: Person("T", "t@example.com", clock))
        if random.percent(30) { builder.tag("nested/\(tags)", of: tag, message: "a tag of a tag\n") }
    }

    mutating func finish() {
        for (index, line) in lines.enumerated() where random.percent(60) {
            let upstream = random.percent(60) ? line.mark : past[random.below(past.count)].mark
            if random.percent(80) { builder.point("refs/remotes/origin/\(line.name)", at: upstream) }
            configuration.append(("branch.\(line.name).remote", index % 4 == 3 ? "." : "origin"))
            configuration.append(("branch.\(line.name).merge", "refs/heads/\(line.name)"))
        }
        if !configuration.isEmpty {
            configuration.append(("remote.origin.url", "../elsewhere"))
            configuration.append(("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"))
        }
        builder.point("refs/stash-like/one", at: past[random.below(past.count)].mark)
        let person = Person("N Oter", "n@example.com", clock)
        builder.commit(
            "notes\n", on: "refs/notes/commits", author: person,
            [.note(on: past[random.below(past.count)].mark, text: Array("a note\n".utf8))]
        )
        head = random.pick(lines).name
    }

    // MARK: People and messages

    mutating func person(at date: Int) -> Person {
        let people: [(String, String)] = [
            ("A U Thor", "author@example.com"), ("A U Thor", "thor@work.example"),
            ("Thor, A. U.", "author@example.com"), ("Ren\u{e9} F", "rene@example.com"),
            ("Rene\u{301} F", "rene@example.com"), ("\u{6f22}\u{5b57} \u{540d}", "kanji@example.com"),
            ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
            ("\"Quoted\" O'Brien", "OBrien@Example.COM"), ("o", "o@example.com"), ("", "noname@example.com"),
            ("No Mail", ""), ("  spaced  out ", "spaced@example.com"), ("Tab\tbed", "tab@example.com"),
        ]
        let (name, email) = random.pick(people)
        var bytes = Array(name.utf8)
        // Latin-1, in a commit that may or may not say so.
        if random.percent(5) { bytes = Array("J".utf8) + [0xFC] + Array("rgen".utf8) }
        let offset = random.pick(["+0000", "+0000", "+0200", "-0730", "+0545", "+1400", "-1200", "-0000"])
        return Person(name: bytes, email: Array(email.utf8), date: max(0, date), offset: offset)
    }

    mutating func message() -> (bytes: [UInt8], encoding: String?) {
        let number = created
        let texts: [String] = [
            "change \(number)\n", "change \(number)\n",
            "Fix: things \(number)\n\nWith a body.\n\nAnd another.\n",
            "subject \(number)\nthat goes on\n\nbody\n", "no newline \(number)", "",
            "\n\n  leading space \(number)\n",
            "tab\there \(number)   \n\n", "na\u{ef}ve caf\u{e9} \u{1f600} \(number)\n",
            "carriage \(number)\r\n\r\nreturn\r\n", "control \u{1b}[31m \u{7} \(number)\n", "\n\n\n",
            "trailers \(number)\n\nbody\n\nCo-authored-by: Co A <co@example.com>\nReviewed-by: Re V <re@example.com>\n",
            "sign \(number)\n\nSigned-off-by: A U Thor <author@example.com>\nHelped-by: Z\n  folded <z@example.com>\n",
            "co \(number)\n\nCo-Authored-By: CO A <co@example.com>\nCo-authored-by: dependabot[bot] <b@example.com>\n",
            "quote \" \\ , ; \(number)\n\nline\n---\nnot a trailer: here\n",
        ]
        switch random.below(24) {
        case 0:
            return (
                Array("caf".utf8) + [0xE9] + Array(" \(number)\n\nd\u{e9}".utf8) + [0xE8, 0x0A], "ISO-8859-1"
            )
        case 1: return (Array("latin ".utf8) + [0xFC, 0xDF, 0x20] + Array("\(number)\n".utf8), "latin1")
        case 2: return (Array("broken ".utf8) + [0xFF, 0xFE, 0xC3, 0x28] + Array(" \(number)\n".utf8), nil)
        case 3: return (Array("odd ".utf8) + [0xE9] + Array(" \(number)\n".utf8), "x-unknown")
        default: return (Array(random.pick(texts).utf8), nil)
        }
    }

    // MARK: Trees

    mutating func path() -> [UInt8] {
        let folders = [
            "", "", "src/", "src/", "src/deep/er/", "docs/", "a b/", "\u{fc}ml/", "test.d/", "switch/",
        ]
        let names = [
            "main", "util", "README", "with space", "quo\"te", "back\\slash", "\u{e9}t\u{e9}", "tab\tname",
            "-dash",
            "a", "b", "[glob]", "star*", "line\nfeed",
        ]
        let endings = [".c", ".h", ".swift", "", ".txt", ".tar.gz"]
        var path = Array((random.pick(folders) + random.pick(names)).utf8)
        if random.percent(6) { path += [0xE9, 0x80] }
        return path + Array(random.pick(endings).utf8)
    }

    mutating func text() -> [UInt8] {
        // Lines that occur often are what git's diff treats apart.
        let common = ["", "", "}", "{", "    return 0;", "    }", "/* */", "    break;"]
        if random.percent(45) { return Array(random.pick(common).utf8) }
        if random.percent(2) { return [0x63, 0xE9, 0xFF] + Array("\(random.below(50))".utf8) }
        return Array("line \(random.below(random.percent(30) ? 12 : 5000))".utf8)
    }

    mutating func create(in tree: inout RandomTree) {
        let path = path()
        switch random.below(24) {
        case 0:
            tree.set(path, RandomFile(content: .bytes(binary()), mode: "100644"))
        case 1:
            let target = Array(random.pick(["main.c", "../up", "no/where", "\u{e9}"]).utf8)
            tree.set(path, RandomFile(content: .bytes(target), mode: "120000"))
        case 2:
            tree.set(path, RandomFile(content: .gitlink(hexsha()), mode: "160000"))
        case 3:
            tree.set(path, RandomFile(content: .bytes([]), mode: "100644"))
        case 5: tree.set(Array(".mailmap".utf8), special(Self.mailmap))
        case 6:
            let folder = random.pick(["", "", "src/", "docs/"])
            tree.set(Array("\(folder).gitattributes".utf8), special(Self.attributes))
        case 4:
            let switched = RandomFile(content: .bytes(Array("a file\n".utf8)), mode: "100644")
            tree.set(Array("switch".utf8), switched)
        default:
            let count = random.percent(10) ? 150 + random.below(100) : 1 + random.below(30)
            let lines = (0..<count).map { _ in text() }
            let content = RandomContent.lines(
                lines, crlf: random.percent(15), finalNewline: !random.percent(15)
            )
            tree.set(path, RandomFile(content: content, mode: random.percent(10) ? "100755" : "100644"))
        }
    }

    private static let mailmap = [
        "# people", "A U Thor <author@example.com> <thor@work.example>", "Proper Name <o@example.com>",
        "Renee <renee@example.com> Ren\u{e9} F <rene@example.com>", "<new@example.com> <kanji@example.com>",
        "Nobody <nobody@example.com> <noname@example.com>", "Bot <obrien@example.com>  # trailing words",
        "Co Author <co@example.com>", "A <a@example.com> Thor, A. U. <AUTHOR@example.com>", "broken <line",
    ]

    private static let attributes = [
        "*.c diff", "*.txt -diff", "*.h binary", "*.swift diff=swift", "src/** -diff", "main* !diff",
        "[attr]odd -diff", "*.gz odd", "a\\ b/* binary", "/README* diff=none", "deep/ -diff",
    ]

    mutating func special(_ lines: [String]) -> RandomFile {
        let chosen = lines.filter { _ in random.percent(50) }.map { Array($0.utf8) }
        let content = RandomContent.lines(chosen, crlf: random.percent(10), finalNewline: !random.percent(10))
        return RandomFile(content: content, mode: "100644")
    }

    mutating func binary() -> [UInt8] {
        (0..<(40 + random.below(400))).map { $0 % 7 == 3 ? 0 : UInt8(truncatingIfNeeded: random.next()) }
    }

    mutating func hexsha() -> String {
        (0..<5).map { _ in
            let word = String(random.next() & 0xFFFF_FFFF, radix: 16)
            return String(repeating: "0", count: 8 - word.count) + word
        }.joined()
    }

    mutating func change(_ tree: inout RandomTree) {
        for _ in 0..<(1 + random.below(4)) { changeOnce(&tree) }
    }

    private mutating func changeOnce(_ tree: inout RandomTree) {
        if tree.entries.isEmpty || random.percent(22) { return create(in: &tree) }
        let (path, file) = tree.entries[random.below(tree.entries.count)]
        switch random.below(100) {
        case ..<8: tree.remove(path)
        case ..<22:  // a rename, with or without a change
            tree.remove(path)
            tree.set(self.path(), random.percent(50) ? file : edited(file))
        case ..<26: tree.set(self.path(), random.percent(60) ? file : edited(file))
        case ..<30:
            let mode = file.mode == "100644" ? "100755" : file.mode == "100755" ? "100644" : file.mode
            tree.set(path, RandomFile(content: file.content, mode: mode))
        case ..<32: tree.set(path, RandomFile(content: .bytes(Array("target".utf8)), mode: "120000"))
        case ..<33: tree.set(path, RandomFile(content: .gitlink(hexsha()), mode: "160000"))
        case ..<36: tree.set(path, RandomFile(content: .bytes(binary()), mode: "100644"))
        case ..<40 where file.mode == "100644":  // a whole folder moves
            guard let slash = path.firstIndex(of: 0x2F) else { return }
            let folder = path[...slash]
            for entry in tree.entries where entry.path.starts(with: folder) {
                tree.remove(entry.path)
                tree.set(Array("moved/".utf8) + entry.path[folder.endIndex...], entry.file)
            }
        default: tree.set(path, edited(file))
        }
    }

    private mutating func edited(_ file: RandomFile) -> RandomFile {
        switch file.content {
        case .gitlink: return RandomFile(content: .gitlink(hexsha()), mode: file.mode)
        case .bytes(var bytes):
            if file.mode == "120000" {
                return RandomFile(content: .bytes(Array("new".utf8)), mode: file.mode)
            }
            bytes.append(UInt8(truncatingIfNeeded: random.next()))
            return RandomFile(content: .bytes(bytes), mode: file.mode)
        case .lines(var lines, var crlf, var finalNewline):
            for _ in 0..<(1 + random.below(5)) {
                let place = random.below(lines.count + 1)
                switch random.below(8) {
                case 0, 1: lines.insert(text(), at: place)
                case 2, 3: if place < lines.count { lines[place] = text() }
                case 4: if place < lines.count { lines.remove(at: place) }
                case 5:
                    let end = min(lines.count, place + 5)
                    lines.removeSubrange(place..<end)
                case 6:  // a block moves
                    let end = min(lines.count, place + 4)
                    let block = Array(lines[place..<end])
                    lines.removeSubrange(place..<end)
                    lines.insert(contentsOf: block, at: random.below(lines.count + 1))
                default: if place < lines.count { lines[place].append(0x20) }
                }
            }
            if random.percent(5) { crlf.toggle() }
            if random.percent(8) { finalNewline.toggle() }
            let content = RandomContent.lines(lines, crlf: crlf, finalNewline: finalNewline)
            return RandomFile(content: content, mode: file.mode)
        }
    }
}
