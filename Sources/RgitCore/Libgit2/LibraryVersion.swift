// Which libgit2 this program runs with.

import Clibgit2

/// The versions of what the library is made of.
public enum LibraryVersion {
    /// The version of the libgit2 loaded, such as `1.5.1`; nothing of it has to be set up for that.
    public static var libgit2: String {
        var major: Int32 = 0
        var minor: Int32 = 0
        var revision: Int32 = 0
        git_libgit2_version(&major, &minor, &revision)
        return "\(major).\(minor).\(revision)"
    }
}
