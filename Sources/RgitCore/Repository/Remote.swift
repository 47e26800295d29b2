// Reads the refspecs of one remote from the configuration and from the files of older gits.

import GitObjects

/// The refspecs of a remote, from `remote.NAME.*`, or from `.git/remotes/NAME` and `.git/branches/NAME` where the
/// configuration gives it no URL.
struct Remote {
    let name: [UInt8]
    private(set) var fetch: [Refspec] = []
    private(set) var push: [Refspec] = []
    let isMirror: Bool
    private let format: ObjectFormat

    /// Reads the refspecs of a remote; none for a name that nothing mentions.
    ///
    /// - Throws: `damaged` for a refspec git calls invalid, and what the configuration and the files throw.
    init(_ name: [UInt8], config: Configuration, layout: RepositoryLayout) throws(RgitError) {
        self.name = name
        format = layout.objectFormat
        isMirror = try config.bool(Configuration.key("remote", name, "mirror")) ?? false
        for text in config.all(Configuration.key("remote", name, "fetch")) { try add(text, for: .fetch) }
        for text in config.all(Configuration.key("remote", name, "push")) { try add(text, for: .push) }
        let hasURL =
            config.setting(Configuration.key("remote", name, "url")) != nil
            || config.setting(Configuration.key("remote", name, "vcs")) != nil
        if !hasURL, Remote.isNickname(name), try !readRemotesFile(layout) {
            try readBranchesFile(layout, config)
        }
    }

    private mutating func add(_ text: [UInt8], for direction: Refspec.Direction) throws(RgitError) {
        guard let refspec = Refspec(text, for: direction, format) else {
            throw RgitError(.damaged, "invalid refspec of remote '\(name.printableText)'", text)
        }
        switch direction {
        case .fetch: fetch.append(refspec)
        case .push: push.append(refspec)
        }
    }

    /// Whether a name can be that of a file.
    private static func isNickname(_ name: [UInt8]) -> Bool {
        !(name.isEmpty || name == "." || name == ".." || name.contains(0x2f))
    }

    /// `.git/remotes/NAME`: lines `URL: …`, `Push: …` and `Pull: …`. Whether it gives a URL.
    private mutating func readRemotesFile(_ layout: RepositoryLayout) throws(RgitError) -> Bool {
        let file = layout.commonDirectory.appendingPath("remotes").appendingPath(name)
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else {
            return false
        }
        var hasURL = false
        for line in text.split(separator: 0x0a).map(Array.init) {
            if line.hasPrefix("URL:") { hasURL = true }
            if let value = line.after("Push:") { try add(value.trimmed, for: .push) }
            if let value = line.after("Pull:") { try add(value.trimmed, for: .fetch) }
        }
        return hasURL
    }

    /// `.git/branches/NAME`: a URL, and behind a `#` the remote branch that is stored as the local branch NAME.
    private mutating func readBranchesFile(
        _ layout: RepositoryLayout, _ config: Configuration
    ) throws(RgitError) {
        let file = layout.commonDirectory.appendingPath("branches").appendingPath(name)
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else {
            return
        }
        let line = Array(text.prefix { $0 != 0x0a }).trimmed
        guard !line.isEmpty else { return }
        var branch = config.string("init.defaultbranch") ?? []
        if branch.isEmpty { branch = Array("master".utf8) }
        if let hash = line.firstIndex(of: UInt8(ascii: "#")) { branch = Array(line[(hash + 1)...]) }
        let head = Array("refs/heads/".utf8)
        try add(head + branch + [0x3a] + head + name, for: .fetch)
        try add(Array("HEAD:".utf8) + head + branch, for: .push)
    }
}
