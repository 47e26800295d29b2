// Opens the repository a command is asked about.

import RgitCore

extension CommandContext {
    /// The repository that `-C`, `--git-dir`, the environment or the working directory leads to.
    func openRepo(_ options: GlobalOptions) throws(RgitError) -> Repo {
        var environment = environment
        environment.workingDirectory = options.startDirectory(environment)
        return try Repo(
            environment.workingDirectory, environment: environment, gitDirectory: options.gitDirectory)
    }
}
