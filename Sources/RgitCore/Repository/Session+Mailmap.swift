// Finds the mailmap of a repository where git 2.39 looks for it, and the one of the process.

import GitObjects

extension Session {
    /// The mailmap by which git log knows the people of a history; `nil` where the request or `log.mailmap` turns it off.
    func mailmap(of history: HistoryRequest, _ reader: ObjectReader) throws(RgitError) -> Mailmap? {
        var isOn = history.useMailmap
        if isOn == nil { isOn = try config.bool("log.mailmap") }
        return isOn ?? true ? mailmap(reader) : nil
    }

    /// The mailmap in force: `.mailmap` at the top of the working tree (a symbolic link is not followed), then
    /// `mailmap.blob` (in a bare repository `HEAD:.mailmap` unless it says otherwise), then `mailmap.file`, and last
    /// the one of the process. Where several have an entry for a person, the last one counts.
    ///
    /// What cannot be read counts as absent, as in git.
    func mailmap(_ reader: ObjectReader) -> Mailmap {
        var mailmap = Mailmap()
        if let workTree = layout.workTree {
            let path = workTree.appendingPath(".mailmap")
            if FileSystem.linkTarget(path) == nil,
                let file = try? FileSystem.read(path, limit: FileSystem.SizeLimit.text)
            {
                mailmap.read(file: file)
            }
        }
        let usual = layout.workTree == nil ? Array("HEAD:.mailmap".utf8) : nil
        if let blob = config.string("mailmap.blob") ?? usual, let id = try? resolve(blob, reader: reader),
            let object = try? reader.object(id),
            object.type == .blob
        {
            mailmap.read(blob: object.bytes)
        }
        if let path = settingPath("mailmap.file"),
            let file = try? FileSystem.read(path, limit: FileSystem.SizeLimit.text)
        {
            mailmap.read(file: file)
        }
        if let added = environment.mailmap { mailmap.read(file: added) }
        return mailmap
    }
}

extension ProcessEnvironment {
    /// Reads the mailmap of the process from a file, whose name is relative to the working directory.
    ///
    /// - Throws: `io` where there is no such regular file, or it cannot be read.
    package mutating func readMailmap(_ file: [UInt8]) throws(RgitError) {
        let path = workingDirectory.appendingPath(file)
        let text: [UInt8]?
        do throws(GitObjectError) {
            text = try FileSystem.contents(of: path, limit: FileSystem.SizeLimit.text)
        } catch {
            throw RgitError(.io, "cannot read the mailmap: \(error.what)", file)
        }
        guard let text else { throw RgitError(.io, "cannot read the mailmap: no such file", file) }
        mailmap = text
    }
}
