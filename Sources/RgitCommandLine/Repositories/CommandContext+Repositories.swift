// Turns the options that name several repositories into a list of them.

import GitObjects
import Records
import RgitCore

extension CommandContext {
    /// The repositories that `--repo`, `--repos-from` and `--repos-under` name, in the order of the options; what could
    /// not be listed is among its problems.
    ///
    /// - Throws: `io` where a list cannot be read, `usage` where there is none, or nothing in it.
    func repositoryList(_ options: GlobalOptions) throws -> RepositoryList {
        let environment = try environment(options)
        var list = RepositoryList(environment: environment)
        for source in options.repositories {
            try Task.checkCancellation()
            switch source {
            case .directory(let path): list.add(path)
            case .below(let path): list.addRepositories(under: path)
            case .list(let file):
                let text: [UInt8]
                if source.readsStandardInput {
                    text = try ListFile.load(input)
                } else {
                    text = try ListFile.load(file, relativeTo: environment.workingDirectory)
                }
                list.add(listed: text, nulTerminated: options.nulTerminated)
            }
        }
        return list
    }
}
