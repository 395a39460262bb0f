using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>[MaxPool2D] and [AveragePool2D]: one value of each rectangle of every channel.</summary>
internal abstract class PoolLayer2D : PictureLayer
{
    private Pool2DOptions Options => Read<Pool2DOptions>();

    private int Size => Options.Size;

    private int SizeWidth => Or(Options.SizeWidth, Size);

    /// <summary>The static class of the runtime that works on one picture.</summary>
    protected abstract string Pool { get; }

    protected override PictureReach Reach => new(
        new(Size, Or(Options.Stride, Size), 1, Options.Padding), new(SizeWidth, Or(Options.StrideWidth, Or(Options.Stride, SizeWidth)), 1, Options.Padding));

    protected override string Advice => ", or Padding = Padding.Same";

    public override IEnumerable<Operation> Operations => [new PoolFrames(TileInput, TileOutput, Pool == "MeanPicture", Reach, From, Extent)];

    public override string Describe()
    {
        (AxisReach lines, AxisReach columns) = (Reach.Lines, Reach.Columns);
        string stride = (lines.Stride, columns.Stride) == (Size, SizeWidth) ? "" : lines.Stride == columns.Stride ? $", every {lines.Stride}" : $", every {lines.Stride} × {columns.Stride}";
        return $"{Spec.Kind}({(Size == SizeWidth ? Text.Of(Size) : $"{Size} × {SizeWidth}")}{stride}{PaddingWords(Options.Padding)})";
    }

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        bool inRange = InRange(build, "size", Size, 1, 1_024)
            & InRange(build, "SizeWidth", Options.SizeWidth, 0, 1_024)
            & InRange(build, "Stride", Options.Stride, 0, 1_024)
            & InRange(build, "StrideWidth", Options.StrideWidth, 0, 1_024);
        return inRange && PaddingFits(build, Options.Padding) ? InferPicture(build, Input.Frame?.Channels ?? 1, "size") : null;
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        /// <summary>The pictures that it reads, and its rectangles.</summary>
        public static readonly PictureSquares Squares = new({{From.Height}}, {{From.Width}}, {{From.Channels}}, {{Cut(Reach.Lines, From.Height)}}, {{Cut(Reach.Columns, From.Width)}});
        """);

    protected override string Apply(string from, string to, string scratch) => $"{Pool}.Forward(ref {from}, ref {to}, {Class}.Squares);";

    protected override string Back(string row, string step) =>
        $"{Pool}.Backward(ref {TileInput.At(row, step)}, ref {TileOutput.At(row, step)}, ref {OutputGradient.At(row, step)}, ref {TileInputGradient.At(row, step)}, {Class}.Squares);";

    private static string Cut(AxisReach reach, int length) => $"new({reach.Kernel}, {reach.Stride}, {reach.Before(length)}, {reach.Outputs(length)})";
}
