using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>[MaxPool2D] and [AveragePool2D]: one value of each square of every channel.</summary>
internal abstract class PoolLayer2D : PictureLayer
{
    private Pool2DOptions Options => Read<Pool2DOptions>();

    private int Size => Options.Size;

    /// <summary>The static class of the runtime that works on one picture.</summary>
    protected abstract string Pool { get; }

    protected override PictureReach Reach => new(Size, Size);

    public override IEnumerable<Operation> Operations => [new PoolFrames(TileInput, TileOutput, Pool == "MeanPicture", Size, From, Extent)];

    public override string Describe() => $"{Spec.Kind}({Size})";

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "size", Size, 1, 1_024) ? InferPicture(build, Input.Frame?.Channels ?? 1, "size") : null;

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        /// <summary>The pictures that it reads, and its squares.</summary>
        public static readonly PictureSquares Squares = new({{From.Height}}, {{From.Width}}, {{From.Channels}}, {{Size}});
        """);

    protected override string Apply(string from, string to, string scratch) => $"{Pool}.Forward(ref {from}, ref {to}, {Class}.Squares);";

    protected override string Back(string row, string step) =>
        $"{Pool}.Backward(ref {TileInput.At(row, step)}, ref {TileOutput.At(row, step)}, ref {OutputGradient.At(row, step)}, ref {TileInputGradient.At(row, step)}, {Class}.Squares);";
}
