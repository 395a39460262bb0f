using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dropout]: a fresh mask for every element in training, nothing in prediction.</summary>
internal sealed class DropoutLayer : Layer
{
    private View _tile = null!;
    private int _row;
    private int _output;
    private int _mask;
    private int _inputGradient;
    private View _outputGradient = null!;

    private double Rate => Spec.Double("rate");

    public override string Describe() => $"Dropout({Rate.ToString("R", CultureInfo.InvariantCulture)})";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Rate >= 0 && Rate < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "rate", "rate", Rate.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return Input;
    }

    public override void Reserve(Build build, View tile, View window, View step)
    {
        _tile = tile;
        _row = (int)Allocator.Pad(Input.Width);
        long size = (long)Input.Steps * Build.Rows * _row;
        _output = build.Work.Take(size);
        _mask = build.Tape.Take(size);
        _inputGradient = build.Tape.Take(size);
        TileOutput = new($"Unsafe.Add(ref work, {Class}.Output)", Build.Rows * _row, _row);
        TileInputGradient = new($"Unsafe.Add(ref tape, {Class}.InputGradients)", Build.Rows * _row, _row);
        (WindowOutput, StepOutput) = (window, step);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($$"""
            // Where its regions lie in the shared buffers.
            public const int Output = {{_output}};
            public const int Mask = {{_mask}};
            public const int InputGradients = {{_inputGradient}};
            """);
    }

    public override void WriteForward(SourceWriter writer) => EachRow(writer, (t, row) =>
    {
        string from = $"ref Unsafe.Add(ref {_tile.Reference}, {t} * {_tile.StepStride} + {row} * {_tile.RowStride})";
        string to = $"ref Unsafe.Add(ref {TileOutput.Reference}, {t} * {TileOutput.StepStride} + {row} * {TileOutput.RowStride})";
        string mask = $"Unsafe.Add(ref tape, {Class}.Mask + {t} * {TileOutput.StepStride} + {row} * {TileOutput.RowStride})";
        using (writer.Block("if (training)"))
        {
            writer.Line(
                $"DropoutMask.Fill(MemoryMarshal.CreateSpan(ref {mask}, {Input.Width}), {Text.Literal((float)Rate)}, tile.Noise, {Index}, (uint){row}, (uint){t});");
            writer.Line($"RowOps.Multiply({to}, {from}, ref {mask}, {Input.Width});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"RowOps.Copy({to}, {from}, {Input.Width});");
        }
    });

    public override void WriteBackward(SourceWriter writer, View outputGradient) => _outputGradient = outputGradient;

    public override void WriteInputGradient(SourceWriter writer) => EachRow(writer, (t, row) =>
    {
        string from = $"ref Unsafe.Add(ref {_outputGradient.Reference}, {t} * {_outputGradient.StepStride} + {row} * {_outputGradient.RowStride})";
        string at = $"{t} * {TileOutput.StepStride} + {row} * {TileOutput.RowStride}";
        writer.Line(
            $"RowOps.Multiply(ref Unsafe.Add(ref {TileInputGradient.Reference}, {at}), {from}, ref Unsafe.Add(ref tape, {Class}.Mask + {at}), {Input.Width});");
    });

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public override void WriteStep(SourceWriter writer)
    {
    }

    private void EachRow(SourceWriter writer, Action<string, string> body)
    {
        using (writer.Block($"for (nint t = 0; t < {Input.Steps}; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            body("t", "row");
        }
    }
}
