// Finds the mailmap of a repository where git 2.39 looks for it.

import GitObjects

extension Session {
    /// The mailmap by which git log knows the people of a history; `nil` where the request or `log.mailmap` turns it off.
    func mailmap(of history: HistoryRequest, _ reader: ObjectReader) throws(RgitError) -> Mailmap? {
        var isOn = history.useMailmap
        if isOn == nil { isOn = try config.bool("log.mailmap") }
        return isOn ?? true ? mailmap(reader) : nil
    }

    /// The mailmap in force: `.mailmap` at the top of the working tree (a symbolic link is not followed), then
    /// `mailmap.blob` (in a bare repository `HEAD:.mailmap` unless it says otherwise), then `mailmap.file`.
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
        if let path = config.path("mailmap.file"),
            let file = try? FileSystem.read(path, limit: FileSystem.SizeLimit.text)
        {
            mailmap.read(file: file)
        }
        return mailmap
    }
}
