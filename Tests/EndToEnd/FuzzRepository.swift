// The changes the mutator makes to a repository: dates, objects, bytes of files, text, special files, what is missing.

import Support

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A repository with some of its files changed, not written yet.
struct FuzzRepository {
    /// What is at a path.
    enum Entry {
        case file([UInt8])
        case folder
        case fifo
        case socket
        case link(String)
        case none
    }

    /// What was changed, for messages.
    private(set) var log: [String] = []
    private var entries: [String: Entry] = [:]

    fileprivate init() {}

    fileprivate mutating func put(_ entry: Entry, at path: String, _ change: String) {
        entries[path] = entry
        if !change.isEmpty { log.append("\(change) \(path)") }
    }

    fileprivate func content(_ path: String) -> [UInt8]? {
        if case .file(let content) = entries[path] { content } else { nil }
    }

    fileprivate var paths: [String] { entries.keys.sorted() }

    /// Writes everything below `folder`.
    mutating func write(to folder: String) throws {
        try FileTree.makeFolder(Array(folder.utf8))
        for path in paths {
            let full = "\(folder)/\(path)"
            let parent = Array(full.utf8[..<(full.utf8.lastIndex(of: 0x2f) ?? full.utf8.startIndex)])
            // A folder above it may have become something else.
            do { try FileTree.makeFolder(parent) } catch { continue }
            switch entries[path] {
            case .file(let content): try? FileTree.write(content, to: Array(full.utf8))
            case .folder: mkdir(full, 0o755)
            case .fifo: mkfifo(full, 0o644)
            case .socket: mknod(full, S_IFSOCK | 0o644, 0)
            case .link(let target): symlink(target, full)
            case .some(.none), nil: break
            }
        }
    }
}

extension FuzzTemplate {
    /// The repository with one to three changes.
    func mutated(_ random: inout SplitMix64) -> FuzzRepository {
        var repository = FuzzRepository()
        for (path, content) in files { repository.put(.file(content), at: path, "") }
        for _ in 0...random.below(3) { mutate(&repository, &random) }
        return repository
    }

    private func mutate(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        switch random.below(10) {
        case 0, 1: changeDate(&repository, &random)
        case 2, 3: changeObject(&repository, &random)
        case 4: announceSize(&repository, &random)
        case 5: addFile(&repository, &random)
        case 6: replaceFile(&repository, &random)
        default: changeBytes(&repository, &random)
        }
    }

    // MARK: Objects

    /// Puts an object in the place of one of the repository, under its name, in a loose file; packs have it too, perhaps.
    private func store(
        _ object: Int, _ content: [UInt8], size: String? = nil, _ repository: inout FuzzRepository,
        _ change: String
    ) {
        let (path, type, _) = objects[object]
        repository.put(
            .file(LooseObjectWriter.file(type, content, size: size)), at: path, "\(change) \(type)")
        // A pack's copy would be read first.
        for pack in repository.paths where pack.hasSuffix(".pack") || pack.hasSuffix(".idx") {
            repository.put(.none, at: pack, "")
        }
        for (path, type, content) in objects where repository.content(path) == nil {
            repository.put(.file(LooseObjectWriter.file(type, content)), at: path, "")
        }
    }

    private static let seconds = [
        "0", "1", "-1", "9223372036854775807", "9223372036854775806", "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "18446744073709551616", "67768036191676799",
        "67768036191676800", "4294967296", "2147483648", "253402300800", "99999999999999999999999", "", "x",
        "1600000000", "9223372036854689408",
    ]
    private static let zones = [
        "+0000", "-0000", "+0100", "-0100", "+9999", "-9999", "+99999999999999999999", "-2147483648",
        "+2147483647",
        "+2147483646", "+0001", "0100", "", "x", "+", "-", "-12345678", "+1400",
    ]

    private func changeDate(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        let candidates = objects.indices.filter { objects[$0].type == "commit" || objects[$0].type == "tag" }
        let object = random.pick(candidates)
        let roles =
            random.percent(30)
            ? ["author ", "committer ", "tagger "] : [random.pick(["author ", "committer "])]
        let date = "\(random.pick(Self.seconds)) \(random.pick(Self.zones))"
        let lines = objects[object].content.split(separator: 0x0a, omittingEmptySubsequences: false).map {
            line in
            guard roles.contains(where: { line.starts(with: $0.utf8) }), let close = line.lastIndex(of: 0x3e)
            else {
                return Array(line)
            }
            return line[...close] + Array(" \(date)".utf8)
        }
        store(object, Array(lines.joined(separator: [0x0a])), &repository, "date \(date) in")
    }

    private func changeObject(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        let object = random.below(objects.count)
        if random.percent(25) {
            repository.put(.none, at: objects[object].path, "without \(objects[object].type)")
            return
        }
        let content = mutate(objects[object].content, random.pick(objects).content, &random)
        store(object, content, &repository, "changed")
    }

    private func announceSize(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        let object = random.below(objects.count)
        let size = random.pick([
            "0", "1", "2147483648", "4294967296", "9223372036854775807", "1048576", "-1", "x", "",
        ])
        store(object, objects[object].content, size: size, &repository, "size \(size) of")
    }

    // MARK: Files

    private func changeBytes(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        var candidates = repository.paths.filter {
            !$0.contains("objects/") || $0.contains("/pack/") || $0.contains("/info/")
        }
        // The files that have a format of their own, more often than text.
        let formats = candidates.filter { path in
            [".pack", ".idx", "index", "commit-graph", "multi-pack-index", "config", "packed-refs", "HEAD"]
                .contains {
                    path.hasSuffix($0)
                }
        }
        if random.percent(70), !formats.isEmpty { candidates = formats }
        let path = random.pick(candidates)
        guard let content = repository.content(path) else { return }
        let other = repository.content(random.pick(candidates)) ?? []
        repository.put(.file(mutate(content, other, &random)), at: path, "changed")
    }

    private func addFile(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        let commit =
            objects.first { $0.type == "commit" }.map { $0.path.suffix(41).filter { $0 != "/" } } ?? ""
        let zero = String(repeating: "0", count: 40)
        let texts = [
            "", "\0", "\n", "ref: refs/heads/main\n", "ref: HEAD\n", "ref: refs/heads/loop\n", "\(commit)\n",
            "\(zero)\n",
            "\(commit) \(zero)\n", "\(zero) \(commit) x <x> 99999999999999999999 +0000\tm\n", "../../..\n",
            "/dev/zero\n",
            "\(commit) refs/heads/x\n^\(zero)\n", "[include]\n\tpath = config\n", "[core]\n\tbare = 7\n",
            "[core]\n\tbigFileThreshold = 9999999999999999999g\n\tabbrev = -1\n",
            "[diff]\n\trenameLimit = 99999999999\n",
            "[extensions]\n\tobjectFormat = sha256\n", "[core]\n\trepositoryFormatVersion = 99\n",
            "* working-tree-encoding=UTF-7\n",
            "[attr]a b\n[attr]b a\n* a\n", "A <a@x> <a@x>\n", "*.c filter=x\n",
            "[filter \"x\"]\n\tclean = false\n",
        ]
        let places =
            [
                "HEAD", "config", "packed-refs", "refs/heads/main", "refs/heads/loop", "refs/tags/v1",
                "logs/HEAD",
                "logs/refs/heads/main", "shallow", "info/grafts", "info/attributes", "info/sparse-checkout",
                "MERGE_HEAD",
                "objects/info/alternates", "commondir", "gitdir", "config.worktree", "refs/replace/\(commit)",
                "BISECT_LOG",
                "refs/bisect/bad", "worktrees/linked/HEAD", "worktrees/linked/commondir",
                "worktrees/linked/gitdir",
            ].map { ".git/\($0)" } + [
                ".gitattributes", ".mailmap", ".gitmodules", "d/.gitattributes", "f", "s/.git", "linked/.git",
            ]
        repository.put(.file(Array(random.pick(texts).utf8)), at: random.pick(places), "text in")
    }

    private func replaceFile(_ repository: inout FuzzRepository, _ random: inout SplitMix64) {
        let path = random.pick(repository.paths)
        let entry: FuzzRepository.Entry =
            switch random.below(8) {
            case 0: .fifo
            case 1: .socket
            case 2: .folder
            case 3: .link("/dev/zero")
            case 4: .link(path.split(separator: "/").last.map(String.init) ?? "x")
            case 5: .link("/nowhere")
            default: .none
            }
        repository.put(entry, at: path, "\(entry)")
    }

    private func mutate(_ input: [UInt8], _ other: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = input
        for _ in 0...random.below(3) {
            guard !bytes.isEmpty else { return [UInt8(truncatingIfNeeded: random.next())] }
            let place = random.below(bytes.count)
            // Half of all changes go to the beginning, where headers and tables are.
            let position = random.percent(50) ? min(place, random.below(64)) : place
            switch random.below(9) {
            case 0: bytes[position] ^= 1 << UInt8(random.below(8))
            case 1: bytes[position] = UInt8(truncatingIfNeeded: random.next())
            case 2: bytes[position] = random.pick([0, 1, 0x0a, 0x20, 0x2f, 0x7f, 0x80, 0xff])
            case 3: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.below(20)))
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 12)], at: position)
            case 5: bytes.removeLast(random.below(bytes.count))
            case 6:
                let value = UInt32(
                    truncatingIfNeeded: random.pick([0, 1, -1, 1 << 31, 1 << 30, bytes.count]))
                for index in 0..<4 where position + index < bytes.count {
                    bytes[position + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(index)))
                }
            case 7:
                let start = random.below(max(1, other.count))
                let piece = other[start..<min(other.count, start + random.below(40))]
                bytes.replaceSubrange(position..<min(bytes.count, position + piece.count), with: piece)
            default: bytes[position] = bytes[position] &+ 1
            }
        }
        return bytes
    }
}
