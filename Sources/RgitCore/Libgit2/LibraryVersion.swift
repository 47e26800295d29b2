// Which libgit2 this program was made for.

import Clibgit2

/// The versions of what the library is made of.
public enum LibraryVersion {
    /// The version of the libgit2 whose headers this was compiled with, such as `1.5.1`; the library that is loaded when
    /// it is needed has the same interface. Nothing is loaded to say so.
    public static var libgit2: String { LIBGIT2_VERSION }
}
