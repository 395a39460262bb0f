using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>
/// The kernels of one convolution over a picture. A few points of an output line are the rows of a projection, whose inputs lie in kernel lines of the
/// picture, each kernel·channels values in one run: nothing is gathered. Zeros around the picture are real ones, in a copy of it; so are the weights between the columns of a kernel with a
/// dilation, in its packs, while its lines are as far apart as the runs.
/// </summary>
/// <remarks>
/// The gradient with respect to the input is a convolution too: the gradient with respect to the sums, spread apart by the stride in a field of zeros, with the kernel turned by half. The
/// gradient of the kernel is an outer product for each of its lines, over all points of a picture.
/// </remarks>
internal sealed partial class Conv2DKernels
{
    private readonly Frame _from;
    private readonly Frame _to;
    private readonly PictureReach _reach;
    private readonly string _activation;
    private readonly Frame _read;
    private readonly Frame _spread;
    private readonly Projection _forward;
    private readonly Projection _back;
    private readonly OuterProduct _weights;
    private ParameterPlan _kernel = null!;
    private ParameterPlan? _bias;

    public Conv2DKernels(Frame from, Frame to, PictureReach reach, bool useBias, string activation)
    {
        (_from, _to, _reach, _activation) = (from, to, reach, activation);
        (AxisReach lines, AxisReach columns) = (reach.Lines, reach.Columns);
        _read = new Frame(from.Height + lines.Added(from.Height), from.Width + columns.Added(from.Width), from.Channels);
        _spread = new Frame(from.Height + lines.Span - 1, from.Width + columns.Span - 1, to.Channels);
        _forward = new Projection("LineSums", lines.Kernel * columns.Span * from.Channels, to.Channels, useBias, lines.Kernel, lines.Dilation * Line(_read));
        _back = new Projection("Back", lines.Kernel * columns.Span * to.Channels, from.Channels, bias: false, lines.Kernel, lines.Dilation * Line(_spread));
        _weights = new OuterProduct(
            "WeightGradient", columns.Span * from.Channels, _forward.Lanes, columns.Stride * from.Channels, columns.Stride * to.Channels,
            lines: new PairLines(to.Width, lines.Stride * Line(_read), lines.Stride * Line(_spread)));
    }

    /// <summary>Whether there are zeros around the picture.</summary>
    public bool IsPadded => _read.Size > _from.Size;

    /// <summary>Floats of the picture with the zeros around it.</summary>
    public int PaddedLength => _read.Size;

    /// <summary>Floats of the field that the gradient with respect to the sums is spread in.</summary>
    public int SpreadLength => _spread.Size;

    /// <summary>The scratch that one picture forward needs.</summary>
    public IEnumerable<string> Scratch => (string[])[.. IsPadded ? ["Padded"] : Array.Empty<string>(), .. NeedsSums(_forward) ? ["Sums"] : Array.Empty<string>()];

    /// <summary>Whether the way back to the input needs scratch for sums.</summary>
    public bool BackNeedsSums => NeedsSums(_back);

    private int GradientLine => (int)Allocator.Pad(_weights.Length);

    /// <summary>Where the gradient with respect to the first sum lies in its field.</summary>
    private int SpreadStart =>
        (_reach.Lines.Span - 1 - _reach.Lines.Before(_from.Height)) * Line(_spread) + (_reach.Columns.Span - 1 - _reach.Columns.Before(_from.Width)) * _spread.Channels;

    public void Reserve(Build build, string layer, ParameterPlan kernel, ParameterPlan? bias)
    {
        (_kernel, _bias) = (kernel, bias);
        build.Take(layer, "Pack", Space.Pack, _forward.Length);
        build.Take(layer, "Transposed", Space.Pack, _back.Length);
        build.Take(layer, "Gradient", Space.Gradient, (long)GradientLine * _reach.Lines.Kernel);
        build.Take(layer, "BiasGradient", Space.Gradient, _forward.Lanes);

        // An outer product reads whole tiles of inputs and whole vectors of outputs: a little past the last point.
        const int Past = 16;
        build.Take(layer, "Spread", Space.Tape, _spread.Size + Past);
        foreach ((string prefix, Space space) in new[] { ("", Space.Work), ("Window", Space.Window), ("Step", Space.Step) })
        {
            if (IsPadded)
            {
                build.Take(layer, $"{prefix}Padded", space, _read.Size + Past);
            }

            if (NeedsSums(_forward))
            {
                build.Take(layer, $"{prefix}Sums", space, (long)Points(_to) * _forward.Lanes);
            }
        }

        if (NeedsSums(_back))
        {
            build.Take(layer, "BackSums", Space.Tape, (long)Points(_from) * _back.Lanes);
        }
    }

    public void Write(SourceWriter writer)
    {
        WriteForward(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        writer.Line();
        WriteSpread(writer);
        writer.Line();
        WritePacking(writer);
        writer.Line();
        int points = Points(_to);
        _forward.Write(
            writer, points, _reach.Columns.Stride * _from.Channels, NeedsSums(_forward) ? _forward.Lanes : _to.Channels,
            $"{Text.Count(points, "point")} of an output line, {Text.Count(_to.Channels, "filter")} each.", _activation);
        writer.Line();
        points = Points(_from);
        _back.Write(
            writer, points, _to.Channels, NeedsSums(_back) ? _back.Lanes : _from.Channels,
            $"The gradient with respect to {Text.Count(points, "point")} of an input line, {Text.Count(_from.Channels, "channel")} each.");
        writer.Line();
        _weights.Write(writer, "The gradient of one line of the kernel: inputs times the gradient with respect to the sums, over the points of a picture.");
    }

    /// <summary>Points of a line that are made at a time. The last ones of a line may be made twice, which gives the same again.</summary>
    private static int Points(Frame frame) => frame.Width switch { >= 4 => 4, >= 2 => 2, _ => 1 };

    /// <summary>Whether a point's sums are padded to whole vectors, so that they cannot be written side by side.</summary>
    private static bool NeedsSums(Projection projection) => projection.Lanes != projection.Outputs;

    private static int Line(Frame frame) => frame.Width * frame.Channels;
}
