// Makes reftables of the references that a test's repository keeps in files.

extension ScratchRepository {
    /// Keeps all references and logs in reftables from now on, spread over several tables with what they overrule.
    ///
    /// The git that made the repository may not be able to read it any more.
    /// - Parameter writer: The sizes of blocks and the like.
    public func keepReferencesInReftables(_ writer: ReftableWriter = ReftableWriter(), seed: UInt64 = 1)
        throws
    {
        var random = SplitMix64(seed: seed)
        var references: [(name: [UInt8], value: ReftableWriter.Value)] = []
        for line in try git("for-each-ref", "--format=%(refname)%00%(objectname)%00%(objecttype)%00%(symref)")
            .lines
        {
            let parts = line.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
            let object = String(decoding: parts[1], as: UTF8.self)
            if !parts[3].isEmpty {
                references.append((parts[0], .symbolic(parts[3])))
            } else if parts[2] == Array("tag".utf8) {
                // What a tag of a tag comes down to is no tag.
                let peeled = try git.line("rev-parse", "\(object)^{}")
                references.append((parts[0], .object(object, peeled: peeled)))
            } else {
                references.append((parts[0], .object(object)))
            }
        }
        // HEAD and its like are references as any other.
        for name in ["HEAD", "ORIG_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
            guard let text = try? FileTree.read(Array("\(gitDirectory)/\(name)".utf8)) else { continue }
            let word = text.prefix { $0 != 0x0a }
            let value =
                word.starts(with: "ref: ".utf8)
                ? ReftableWriter.Value.symbolic(Array(word.dropFirst(5)))
                : .object(String(decoding: word, as: UTF8.self))
            references.append((Array(name.utf8), value))
        }
        let moves = try moves()
        var tables: [ReftableWriter] = []
        let count = 1 + random.below(4)
        let stale = try git.line("hash-object", "-t", "tree", "-w", "/dev/null")
        for _ in 0..<count {
            var table = writer
            table.hash = hash
            tables.append(table)
        }
        for reference in references {
            let place = random.below(count)
            tables[place].references.append(reference)
            // What it was before, and what of it was deleted meanwhile.
            for older in 0..<place where random.percent(40) {
                let value: ReftableWriter.Value = random.percent(50) ? .deletion : .object(stale)
                tables[older].references.append((reference.name, value))
            }
        }
        for number in 0..<random.below(30) where count > 1 {
            let name = Array("refs/gone/\(number)".utf8)
            tables[0].references.append((name, .object(stale)))
            tables[1 + random.below(count - 1)].references.append((name, .deletion))
        }
        for move in moves {
            let place = random.below(count)
            tables[place].moves.append(move)
            if place > 0, random.percent(30) {
                tables[place - 1].moves.append(
                    ReftableWriter.Move(name: move.name, update: move.update, values: nil))
            }
        }
        if count > 1, let last = moves.last {
            var extra = last
            extra.update += 1_000
            tables[0].moves.append(extra)
            extra.values = nil
            tables[count - 1].moves.append(extra)
        }
        try write(tables.map { $0.table() }, to: gitDirectory)
        // What the description has instead of references, so that older gits see that there is a repository.
        for name in ["refs", "logs", "packed-refs", "HEAD", "ORIG_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
            TemporaryFolder.removeTree(Array("\(gitDirectory)/\(name)".utf8))
        }
        try FileTree.write(Array("ref: refs/heads/.invalid\n".utf8), to: Array("\(gitDirectory)/HEAD".utf8))
        try FileTree.write([], to: Array("\(gitDirectory)/refs/heads".utf8))
        let config = Array("\(gitDirectory)/config".utf8)
        let format = "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\trefStorage = reftable\n"
        try FileTree.write(FileTree.read(config) + Array(format.utf8), to: config)
    }

    /// Puts tables, the oldest first, into the `reftable` folder of a git directory and names them in its list.
    public func write(_ tables: [[UInt8]], to directory: String) throws {
        var list = ""
        for (number, table) in tables.enumerated() {
            let name = "0x\(String(number + 1, radix: 16))-\(number).ref"
            try FileTree.write(table, to: Array("\(directory)/reftable/\(name)".utf8))
            list += name + "\n"
        }
        try FileTree.write(Array(list.utf8), to: Array("\(directory)/reftable/tables.list".utf8))
    }

    /// The moves that the logs in files record.
    private func moves() throws -> [ReftableWriter.Move] {
        var moves: [ReftableWriter.Move] = []
        let names = try git("for-each-ref", "--format=%(refname)").lines + [Array("HEAD".utf8)]
        for name in names {
            let file = Array("\(gitDirectory)/logs/".utf8) + name
            guard let text = try? FileTree.read(file) else { continue }
            for (number, line) in text.pieces(endedBy: 0x0a).enumerated() {
                let parts = line.split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
                let words = parts[0].split(separator: 0x20)
                guard words.count > 4, let open = parts[0].firstIndex(of: 0x3c),
                    let close = parts[0].firstIndex(of: 0x3e)
                else { continue }
                func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
                var move = ReftableWriter.Move(
                    name: name, update: UInt64(number + 1), values: (text(words[0]), text(words[1])))
                move.person = (
                    Array(parts[0][words[2].startIndex..<open].dropLast()),
                    Array(parts[0][(open + 1)..<close])
                )
                move.seconds = Int(text(words[words.count - 2])) ?? 0
                move.offset = Int(text(words[words.count - 1])) ?? 0
                move.message = parts.count > 1 ? Array(parts[1]) : []
                moves.append(move)
            }
        }
        return moves
    }
}
