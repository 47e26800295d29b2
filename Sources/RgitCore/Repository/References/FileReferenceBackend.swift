// References kept in files: loose ones, packed-refs and logs, with those of the working tree (gitrepository-layout(5)).

import GitObjects
import Synchronization

/// The references of a repository that keeps them in files, as one of its working trees sees them.
final class FileReferenceBackend: ReferenceBackend {
    private let gitDirectory: [UInt8]
    private let commonDirectory: [UInt8]
    private let format: ObjectFormat
    private let packed = Mutex<PackedReferences?>(nil)

    /// Reads nothing yet; no reference has to exist.
    init(layout: RepositoryLayout) {
        gitDirectory = layout.gitDirectory
        commonDirectory = layout.commonDirectory
        format = layout.objectFormat
    }

    // MARK: One reference

    /// What the reference itself holds: a loose file first, then packed-refs.
    func content(_ name: [UInt8]) throws(RgitError) -> ReferenceContent {
        if let content = try looseContent(name) { return content }
        return try packedContent(name, try packedReferences())
    }

    /// The same of several. Git writes a reference to packed-refs before it removes the file: the state of packed-refs is
    /// asked for once, after all files.
    func contents(_ names: [[UInt8]]) throws(RgitError) -> [ReferenceContent] {
        var loose: [ReferenceContent?] = []
        for name in names { loose.append(try looseContent(name)) }
        guard loose.contains(nil) else { return loose.compactMap { $0 } }
        let packed = try packedReferences()
        var contents: [ReferenceContent] = []
        for (name, content) in zip(names, loose) {
            guard let content else {
                contents.append(try packedContent(name, packed))
                continue
            }
            contents.append(content)
        }
        return contents
    }

    /// What the file of a reference holds; `nil` where it has none.
    private func looseContent(_ name: [UInt8]) throws(RgitError) -> ReferenceContent? {
        let file = path(of: name)
        // Nearly all hold an object's name and nothing else.
        switch FileSystem.readSmall(file, limit: 256) {
        case .content(let text): return parse(text)
        case .absent: return nil
        case .other: break
        }
        guard let status = FileSystem.status(file, followLinks: false), !status.isDirectory else {
            return nil
        }
        if status.isSymbolicLink, let target = FileSystem.linkTarget(file), target.hasPrefix("refs/"),
            ReferenceName.isValid(target)
        {
            return .symbolic(target)
        }
        if let status = FileSystem.status(file), !status.isRegular, !status.isDirectory { return .broken }
        // A file that has vanished since has been packed meanwhile.
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.line, directory: .absent)
        else {
            return nil
        }
        return parse(text)
    }

    private func packedContent(
        _ name: [UInt8], _ packed: PackedReferences
    ) throws(RgitError) -> ReferenceContent {
        guard let entry = try packed.entry(named: name) else { return .missing }
        return .direct(entry.id, peeled: entry.peeled)
    }

    /// Whether `packed-refs` has the reference and no file of its own hides it.
    func isPacked(_ name: [UInt8]) throws(RgitError) -> Bool {
        if let status = FileSystem.status(path(of: name), followLinks: false), !status.isDirectory {
            return false
        }
        return try packedReferences().entry(named: name) != nil
    }

    private func parse(_ text: [UInt8]) -> ReferenceContent {
        if let rest = text.after("ref:") {
            return .symbolic(rest.trimmed)
        }
        guard text.count >= format.hexCount, let id = ObjectID(hex: text[..<format.hexCount], format),
            text.count == format.hexCount || ASCII.isSpace(text[format.hexCount])
        else { return .broken }
        return .direct(id, peeled: nil)
    }

    /// The file a loose reference is kept in.
    private func path(of name: [UInt8]) -> [UInt8] {
        if let rest = name.after("main-worktree/"), ReferenceName.isPerWorktree(rest) {
            return commonDirectory.appendingPath(rest)
        }
        if name.hasPrefix("worktrees/") { return commonDirectory.appendingPath(name) }
        return (ReferenceName.isPerWorktree(name) ? gitDirectory : commonDirectory).appendingPath(name)
    }

    private func packedReferences() throws(RgitError) -> PackedReferences {
        let file = commonDirectory.appendingPath("packed-refs")
        if let known = packed.withLock({ $0 }), known.status == FileSystem.status(file) { return known }
        let fresh = try PackedReferences(file: file, format)
        packed.withLock { $0 = fresh }
        return fresh
    }

    // MARK: Many references

    /// The references whose names begin with `prefix`; the loose ones are found and not read.
    func references(prefix: [UInt8]) throws(RgitError) -> [FoundReference] {
        var found: [FoundReference] = []
        if prefix == "refs/" || prefix.isEmpty {
            found.reserveCapacity(try packedReferences().estimatedCount)
        }
        let isSorted = try visitReferences(prefix: prefix) { (name, content) throws(RgitError) in
            found.append(FoundReference(name: [UInt8](copying: name), content: content))
        }
        return isSorted ? found : Self.sorted(found)
    }

    /// Both lists are in order, so that they only need to be merged: there may be a million in the file.
    func visitReferences(
        prefix: [UInt8], _ visit: (Span<UInt8>, ReferenceContent?) throws(RgitError) -> Void
    ) throws(RgitError) -> Bool {
        let loose = looseNames(prefix: prefix.isEmpty ? Array("refs/".utf8) : prefix)
            .sorted { $0.lexicographicallyPrecedes($1) }
        var next = 0
        var isSorted = true
        try packedReferences().visit(prefix: prefix) { (name, line) throws(RgitError) in
            var isHidden = false
            while next < loose.count {
                let other = loose[next]
                let order = PackedReferences.compare(other.span, name)
                guard order <= 0 else { break }
                try visit(other.span, nil)
                isHidden = order == 0
                next += 1
            }
            switch line.order {
            case .repeated: return true
            case .early: isSorted = false
            case .late: break
            }
            if !isHidden { try visit(name, .direct(line.id, peeled: line.peeled)) }
            return true
        }
        for name in loose[next...] { try visit(name.span, nil) }
        return isSorted
    }

    /// A list that a damaged file has put out of order; a loose reference hides the one of its name in the file.
    private static func sorted(_ found: [FoundReference]) -> [FoundReference] {
        let loose = Set(found.filter { $0.content == nil }.map(\.name))
        return found.filter { $0.content == nil || !loose.contains($0.name) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The names of the loose references that begin with `prefix`, each once, in no order.
    private func looseNames(prefix: [UInt8]) -> [[UInt8]] {
        let directory = prefix.lastIndex(of: 0x2f).map { Array(prefix[...$0]) } ?? []
        guard directory.hasPrefix("refs/") else { return [] }
        var names: [[UInt8]] = []
        walk(directory, depth: 0) { name in
            if name.starts(with: prefix) { names.append(name) }
        }
        return names
    }

    /// Passes the names of the loose references below `directory`, which ends in a slash.
    private func walk(_ directory: [UInt8], depth: Int, _ found: ([UInt8]) -> Void) {
        // Directories nest no deeper than paths are long; the limit only guards against loops of links.
        guard depth < 1024 else { return }
        var entries = FileSystem.entries(path(of: directory)) ?? []
        if directory == "refs/", gitDirectory != commonDirectory {
            for own in ["bisect", "worktree", "rewritten"] where !entries.contains(where: { $0.name == own })
            {
                entries.append((Array(own.utf8), .other))
            }
        }
        for (entry, kind) in entries where entry.first != UInt8(ascii: ".") && !entry.hasSuffix(".lock") {
            let name = directory + entry
            switch kind {
            case .regular: found(name)
            // Right below `refs/` some directories are the working tree's own: there the path is another one.
            case .directory where depth > 0: walk(name + [0x2f], depth: depth + 1, found)
            case .directory, .other:
                let entryPath = path(of: name + [0x2f]).droppingTrailingSlash
                guard let status = FileSystem.status(entryPath) else {
                    // A link that leads nowhere may still be a symbolic reference of old.
                    if FileSystem.existsUnfollowed(entryPath) { found(name) }
                    continue
                }
                if status.isDirectory {
                    walk(name + [0x2f], depth: depth + 1, found)
                } else {
                    found(name)
                }
            }
        }
    }

    // MARK: Logs

    /// Whether the reference has a log.
    func hasReflog(_ name: [UInt8]) -> Bool {
        FileSystem.status(logPath(of: name), followLinks: false)?.isRegular ?? false
    }

    /// The log of a reference; `nil` when it has none.
    func reflog(_ name: [UInt8]) throws(RgitError) -> Reflog? {
        let file = logPath(of: name)
        // Git takes anything but a file for no log.
        guard FileSystem.status(file)?.isRegular == true,
            let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.data)
        else { return nil }
        return Reflog(text: text, format)
    }

    private func logPath(of name: [UInt8]) -> [UInt8] {
        if let rest = name.after("main-worktree/"), ReferenceName.isPerWorktree(rest) {
            return commonDirectory.appendingPath("logs").appendingPath(rest)
        }
        if let rest = name.after("worktrees/"), let slash = rest.firstIndex(of: 0x2f) {
            return commonDirectory.appendingPath("worktrees").appendingPath(Array(rest[..<slash]))
                .appendingPath("logs").appendingPath(Array(rest[(slash + 1)...]))
        }
        return (ReferenceName.isPerWorktree(name) ? gitDirectory : commonDirectory).appendingPath("logs")
            .appendingPath(name)
    }
}

extension [UInt8] {
    fileprivate var droppingTrailingSlash: [UInt8] { last == 0x2f ? Array(dropLast()) : self }
}
