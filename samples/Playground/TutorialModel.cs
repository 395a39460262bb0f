using LstmGen;

namespace Playground;

/// <summary>
/// The shape that the page begins with, compiled with the program: the first training need not wait for the compiler's own start, which takes longer than the compiling. Its bits are those
/// of the shape compiled at run time.
/// </summary>
[LstmModel(LookBack = 20)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class TutorialModel;
