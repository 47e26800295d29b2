// The command line of rgit.
import RgitCore
