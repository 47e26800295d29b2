// Opens the repository a command is asked about.

import RgitCore

extension CommandContext {
    /// The repository that `-C`, `--git-dir`, the environment or the working directory leads to.
    func openSession(_ options: GlobalOptions) throws(RgitError) -> Session {
        if let source = options.repositories.first {
            throw RgitError(.usage, "this asks one repository and does not go with", source.option)
        }
        let environment = try environment(options)
        if let sessions {
            return try sessions.session(environment, gitDirectory: options.gitDirectory)
        }
        let session = try Session(
            environment.workingDirectory, environment: environment, gitDirectory: options.gitDirectory)
        // The process ends with this command, and takes less time to end than the repository does to be taken apart.
        _ = unsafe Unmanaged.passRetained(session)
        return session
    }
}
