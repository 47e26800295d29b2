// Counts the lines of commits that a selection has come to.

extension CommitStats {
    /// What a selected commit changed: of the file `--follow` goes by, or of all files.
    func stats(of one: SelectedCommit) throws(RgitError) -> Stats {
        guard let changes = one.changes else { return Stats(files: try files(of: one.id)) }
        var files: [FileStats] = []
        for change in changes {
            if let file = try self.file(change) { files.append(file) }
        }
        return Stats(files: files)
    }
}
