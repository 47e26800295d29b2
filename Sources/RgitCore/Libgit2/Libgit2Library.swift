// Starts libgit2 the first time something of it is needed, and sets its process-wide options.

import Clibgit2

enum Libgit2Library {
    /// Starting costs milliseconds (TLS certificates are decoded), so it happens on first use; it is never shut down,
    /// since handles may live on other threads until the process ends.
    private static let started: Int32 = {
        let outcome = git_libgit2_init()
        guard outcome >= 0 else { return outcome }
        // Ownership has been checked natively by git's rules, and objects are trusted as git trusts them.
        _ = rgit_set_owner_validation(0)
        _ = rgit_set_strict_hash_verification(0)
        // Trees above 4 KiB are refused by the cache as it comes, and read again and again.
        _ = rgit_set_cache_object_limit(GIT_OBJECT_TREE, 1 << 20)
        _ = rgit_set_cache_object_limit(GIT_OBJECT_COMMIT, 64 << 10)
        _ = rgit_set_cache_max_size(32 << 20)
        return outcome
    }()

    /// Makes sure libgit2 is running.
    static func start() throws(Libgit2Error) {
        try Libgit2Error.check(started, "git_libgit2_init")
    }
}
