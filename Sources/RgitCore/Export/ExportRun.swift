// One run of `rgit export`: writes facts, or verifies them.

import Records

/// A run of `rgit export`.
package struct ExportRun: Sendable {
    private let list: RepositoryList
    private let isChosen: Bool
    private let request: ExportRequest
    private let folder: ExportFolder
    private let environment: ProcessEnvironment
    private let jobs: Int
    private let version: String
    private let progress: ProgressMeter?

    /// Prepares a run over the repositories of `list`, which the user chose or did not; the folder is relative to the
    /// working directory, `version` is that of rgit.
    package init(
        list: RepositoryList, isChosen: Bool, request: ExportRequest, environment: ProcessEnvironment,
        jobs: Int,
        version: String, progress: ProgressMeter?
    ) {
        self.list = list
        self.isChosen = isChosen
        self.request = request
        self.environment = environment
        self.folder = ExportFolder(environment.workingDirectory.appendingPath(request.folder))
        self.jobs = jobs
        self.version = version
        self.progress = progress
    }

    /// Writes or verifies the facts; returns a row for each repository.
    ///
    /// - Throws: `RgitError` where the folder cannot be written, or with `--check` read.
    package func rows() async throws -> [ExportedRepository] {
        guard request.checks else {
            // It keeps other runs away, and ends with this one: the process may go on.
            let lock = try folder.prepare()
            defer { DiskWriter.unlock(lock) }
            let exporter = try Exporter(
                list, request, folder: folder, jobs: jobs, version: version, progress: progress)
            return try await exporter.run()
        }
        let check = try ExportCheck(folder, environment: environment, jobs: jobs, progress: progress)
        return try await check.rows(only: isChosen ? Set(list.entries.map(\.name)) : nil)
    }
}
