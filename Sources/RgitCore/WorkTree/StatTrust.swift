// Git's rules for what the metadata of a file prove about its content.

import GitObjects

/// What the configuration says about the file system, and what follows from it.
struct StatTrust: Sendable {
    let executableBit: Bool
    let symbolicLinks: Bool
    let changeTime: Bool
    let wholeStat: Bool

    init(_ config: Configuration) throws(RgitError) {
        executableBit = try config.bool("core.filemode") ?? true
        symbolicLinks = try config.bool("core.symlinks") ?? true
        changeTime = try config.bool("core.trustctime") ?? true
        wholeStat = config.string("core.checkstat")?.asciiLowercased.printableText != "minimal"
    }

    /// Whether the file's metadata are those the index remembers.
    func matches(_ entry: borrowing IndexEntry, _ status: FileSystem.Status) -> Bool {
        switch entry.mode {
        case .regular, .executable:
            guard status.isRegular else { return false }
            if executableBit && (status.mode & 0o100 != 0) != (entry.mode == .executable) { return false }
        case .symlink:
            guard status.isSymbolicLink || (!symbolicLinks && status.isRegular) else { return false }
        case .directory, .gitlink: return false
        }
        let known = entry.stat
        guard known.modificationSeconds == UInt32(truncatingIfNeeded: status.modificationSeconds),
            known.size == UInt32(truncatingIfNeeded: status.size)
        else { return false }
        if wholeStat {
            guard known.inode == UInt32(truncatingIfNeeded: status.inode), known.owner == status.owner,
                known.group == status.group,
                !changeTime || known.changeSeconds == UInt32(truncatingIfNeeded: status.changeSeconds)
            else { return false }
        }
        // git writes size 0 to say that a file was changed within the second in which the index was written.
        return known.size != 0 || entry.id == entry.id.format.emptyBlob
    }
}

extension IndexFile {
    /// Whether the file could have changed after the index was written without its times telling.
    func isRacy(_ entry: borrowing IndexEntry) -> Bool {
        timestamp != 0 && UInt32(truncatingIfNeeded: timestamp) <= entry.stat.modificationSeconds
    }
}
