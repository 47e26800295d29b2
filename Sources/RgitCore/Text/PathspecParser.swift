// Reads one pathspec: its magic, its place relative to the working directory, its wildcards.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The reading of one pathspec as the user typed it.
struct PathspecParser {
    let word: [UInt8]
    let prefix: [UInt8]
    let workTree: [UInt8]?
    let defaults: Pathspec.Defaults

    private struct Magic {
        var top = false
        var literal = false
        var glob = false
        var foldsCase = false
        var excludes = false
        /// What `attr:` asks for; `nil` where it is not there.
        var attributes: [AttributeState]?
    }

    func item() throws(RgitError) -> Pathspec.Item {
        guard !word.isEmpty else {
            throw RgitError(
                .usage, "empty pathspec", "", hint: "use . to mean the working directory and all below it")
        }
        var (magic, rest) = try magicAndPattern()
        if defaults.literal { magic.literal = true }
        if defaults.glob, !magic.literal { magic.glob = true }
        if defaults.noGlob, !magic.glob { magic.literal = true }
        if defaults.foldsCase { magic.foldsCase = true }
        if magic.literal, magic.glob {
            throw RgitError(.usage, "pathspec magic 'literal' and 'glob' exclude each other", word)
        }

        var item = Pathspec.Item(match: Array(rest))
        if !magic.top {
            (item.match, item.prefix) = try placed(Array(rest))
        }
        item.foldsCase = magic.foldsCase
        item.excludes = magic.excludes
        item.attributes = magic.attributes ?? []
        item.literalLength = item.match.count
        if !magic.literal {
            let plain = item.match.firstIndex(where: PathspecParser.isWildcard) ?? item.match.count
            item.literalLength = max(plain, item.prefix)
            if item.literalLength < item.match.count {
                if magic.glob { item.options.insert(.pathname) }
                if magic.foldsCase { item.options.insert(.caseFold) }
                item.wildcards = Wildmatch(item.match[item.literalLength...], options: item.options)
            }
        }
        return item
    }

    static func isWildcard(_ byte: UInt8) -> Bool {
        byte == 0x2a || byte == 0x3f || byte == 0x5b || byte == 0x5c
    }

    private func magicAndPattern() throws(RgitError) -> (Magic, ArraySlice<UInt8>) {
        guard word[0] == 0x3a, !defaults.literal else { return (Magic(), word[...]) }
        if word.count > 1, word[1] == 0x28 { return try longMagic() }
        return try shortMagic()
    }

    /// `:/`, `:!`, `:^` and their combinations, up to a second colon or the first byte that is no magic.
    private func shortMagic() throws(RgitError) -> (Magic, ArraySlice<UInt8>) {
        var magic = Magic()
        var index = 1
        loop: while index < word.count, word[index] != 0x3a {
            switch word[index] {
            case 0x2f: magic.top = true
            case 0x21, 0x5e: magic.excludes = true
            // The punctuation that git keeps for magic to come.
            case 0x22, 0x23, 0x25, 0x26, 0x27, 0x2c, 0x2d, 0x3b, 0x3c, 0x3d, 0x3e, 0x40, 0x5f, 0x60, 0x7e:
                let sign = String(decoding: [word[index]], as: UTF8.self)
                throw RgitError(
                    .usage, "unimplemented pathspec magic '\(sign)'", word,
                    hint: "write ./ before a path that begins with a colon")
            default: break loop
            }
            index += 1
        }
        if index < word.count, word[index] == 0x3a { index += 1 }
        return (magic, word[index...])
    }

    /// `:(top,glob,literal,icase,exclude,attr:…)`
    private func longMagic() throws(RgitError) -> (Magic, ArraySlice<UInt8>) {
        var magic = Magic()
        var index = 2
        while index < word.count, word[index] != 0x29 {
            var end = index
            while end < word.count, word[end] != 0x2c, word[end] != 0x29 {
                // A backslash protects the byte after it, as in the values of attr:.
                end += word[end] == 0x5c && end + 1 < word.count ? 2 : 1
            }
            let name = String(decoding: word[index..<end], as: UTF8.self)
            switch name {
            // git takes `attr` without a colon for magic that asks for nothing.
            case "", "attr": break
            case "top": magic.top = true
            case "literal": magic.literal = true
            case "glob": magic.glob = true
            case "icase": magic.foldsCase = true
            case "exclude": magic.excludes = true
            default:
                guard name.utf8.starts(with: "attr:".utf8) else {
                    throw RgitError(.usage, "invalid pathspec magic '\(name)'", word)
                }
                guard magic.attributes == nil else {
                    throw RgitError(.usage, "only one 'attr:' is allowed in a pathspec", word)
                }
                magic.attributes = try AttributeState.wanted(word[(index + 5)..<end], in: word)
            }
            index = end < word.count && word[end] == 0x2c ? end + 1 : end
        }
        guard index < word.count else {
            throw RgitError(.usage, "missing ')' at the end of pathspec magic", word)
        }
        return (magic, word[(index + 1)...])
    }

    /// The path relative to the top, and how much of it the working directory contributed.
    func placed(_ path: [UInt8]) throws(RgitError) -> ([UInt8], Int) {
        if path.first == 0x2f {
            if let inside = insideWorkTree(path) { return (inside, 0) }
        } else if let result = PathspecParser.normalized(prefix + path, prefix: prefix.count) {
            return result
        }
        throw RgitError(
            .path, "path is outside the repository", word,
            hint: workTree.map { "the repository is at \(String(decoding: $0, as: UTF8.self))" })
    }

    private func insideWorkTree(_ path: [UInt8]) -> [UInt8]? {
        guard let workTree, let absolute = PathspecParser.normalized(path, prefix: 0)?.0 else { return nil }
        let trimmed = Array(workTree.drop(while: { $0 == 0x2f }))
        let top = trimmed.last == 0x2f ? Array(trimmed.dropLast()) : trimmed
        if let rest = PathspecParser.remainder(of: absolute, below: top) { return rest }
        // Some directory on the way may be a symbolic link to the top.
        for index in absolute.indices.reversed() where absolute[index] == 0x2f {
            guard let real = PathspecParser.realPath([0x2f] + absolute[..<index]) else { continue }
            if let rest = PathspecParser.remainder(
                of: Array(real.dropFirst()) + absolute[index...], below: top)
            {
                return rest
            }
        }
        if let real = PathspecParser.realPath([0x2f] + absolute) {
            return PathspecParser.remainder(of: Array(real.dropFirst()), below: top)
        }
        return nil
    }

    private static func remainder(of path: [UInt8], below top: [UInt8]) -> [UInt8]? {
        if top.isEmpty { return path }
        guard path.starts(with: top) else { return nil }
        if path.count == top.count { return [] }
        return path[top.count] == 0x2f ? Array(path[(top.count + 1)...]) : nil
    }

    private static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard !path.contains(0) else { return nil }
        let found = unsafe (path + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe realpath($0.baseAddress, nil) }
        }
        guard let found = unsafe found else { return nil }
        defer { unsafe free(found) }
        let length = unsafe strlen(found)
        return unsafe found.withMemoryRebound(to: UInt8.self, capacity: length) {
            unsafe Array(UnsafeBufferPointer(start: $0, count: length))
        }
    }

    /// The path without `.`, `..` and doubled slashes, and what is left of the first `prefix` bytes; a slash at its end
    /// stays. `nil` when it climbs above the top.
    static func normalized(_ path: [UInt8], prefix: Int) -> ([UInt8], Int)? {
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        var kept = prefix
        var index = 0
        while index < path.count {
            if path[index] == 0x2f {
                index += 1
                continue
            }
            let end = path[index...].firstIndex(of: 0x2f) ?? path.count
            let component = path[index..<end]
            if component.elementsEqual([0x2e]) {
                index = end
            } else if component.elementsEqual([0x2e, 0x2e]) {
                guard !result.isEmpty else { return nil }
                result.removeLast()
                while let last = result.last, last != 0x2f { result.removeLast() }
                kept = min(kept, result.count)
                index = end
            } else {
                result += component
                if end < path.count { result.append(0x2f) }
                index = end + 1
            }
        }
        return (result, min(kept, result.count))
    }
}
