using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction as a recurrent layer calls them: <see cref="LstmKernels"/> for the plain LSTM, <see cref="LstmVariants"/> for its options,
/// <see cref="GruKernels"/>, <see cref="SimpleRnnKernels"/>. In the workspace all keep h of step t at ZStep + t · ZStep, and the last valid h at Last.
/// </summary>
internal interface IRecurrentKernels : IShapeKernels
{
    /// <summary>The width of h.</summary>
    int Width { get; }

    /// <summary>Floats of one row of h in the workspace.</summary>
    int ZRow { get; }

    int ZStep { get; }

    /// <summary>Floats of one row of h elsewhere.</summary>
    int StateRow { get; }

    /// <summary>Floats of one row of the gradient with respect to the input.</summary>
    int InputRow { get; }

    /// <summary>Floats that go from step to step.</summary>
    int StateLength { get; }

    /// <summary>Floats of the place where a single step leaves h.</summary>
    int StepLength { get; }

    /// <summary>Further scratch for one window, or 0.</summary>
    long WindowSumsLength { get; }

    /// <summary>Further scratch for one step, or 0.</summary>
    long StepSumsLength { get; }

    /// <summary>What Window takes between the number of steps and the state, each with a comma behind it.</summary>
    /// <param name="fresh">Whether the state is fresh.</param>
    /// <param name="turn">Which end of the weights the first step reads first.</param>
    string WindowArguments(string fresh, string turn);

    long PackLength { get; }

    long GradientLength { get; }

    long WorkLength { get; }

    long TapeLength { get; }

    /// <summary>Steps that go backward together, and whose pairs make one sum of a weight's gradient.</summary>
    int SegmentSteps { get; }
}

/// <summary>Kernels that can be given their first states, and then leave the gradient with respect to them on the tape.</summary>
internal interface IStartedKernels
{
    /// <summary>Where Backward leaves the gradient with respect to the first h.</summary>
    long HiddenGradientAt { get; }

    /// <summary>Where it leaves that with respect to the first c; not asked where the cell has none.</summary>
    long CellGradientAt { get; }

    /// <summary>Floats of one row of both.</summary>
    int GradientRow { get; }
}
