// Opens scratch repositories in tests as the program would open them.

import Support

@testable import RgitCore

extension ScratchRepository {
    /// The environment git runs in beside rgit, with variables added.
    func environment(_ variables: [String: String] = [:], at directory: String? = nil) -> ProcessEnvironment {
        var all = Hermetic.environment(home: home)
        for (name, value) in variables { all[name] = Array(value.utf8) }
        return ProcessEnvironment(
            variables: all, workingDirectory: Array((directory ?? path).utf8),
            now: Int64(Hermetic.date + 86_400))
    }

    /// Opens the repository from its top, or from another directory.
    func open(_ variables: [String: String] = [:], at directory: String? = nil) throws(RgitError) -> Session {
        try Session(".", environment: environment(variables, at: directory))
    }
}

extension String {
    /// The bytes of the string.
    var bytes: [UInt8] { Array(utf8) }
}
