using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Two directions: how their outputs become one, and which share of the loss each gets back.
internal abstract partial class RecurrentLayer
{
    private readonly Dictionary<string, Region> _shares = [];

    private string MergeName => Shared.Merge;

    private bool Concat => MergeName == "Concat";

    /// <summary>What each direction gets of the loss, where that is not the gradient with respect to the output itself: one place for both, or one each.</summary>
    private void ReserveShares(Build build)
    {
        string[] shares = MergeName switch { "Mul" => ["ForwardShare", "BackwardShare"], "Average" => ["Share"], _ => [] };
        foreach (string share in shares)
        {
            _shares.Add(share, TakeTile(build, Space.Tape, share, Output.Steps, Output.Width));
        }
    }

    private View Share(string name) => _shares[name].View;

    private View ShareOf(View outputGradient, Direction direction) => MergeName switch
    {
        "Average" => Share("Share"),
        "Mul" => Share($"{direction.Prefix}Share"),
        _ => outputGradient,
    };

    private void WriteShares(SourceWriter writer, View outputGradient)
    {
        if (_shares.Count == 0)
        {
            return;
        }

        writer.Line(MergeName == "Mul" ? "// Each direction's share of the loss: times what the other put out." : "// Each direction's share of the loss: half.");
        using (writer.Block($"for (nint t = 0, steps = {(_sequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            string dy = outputGradient.At("row", "t");
            if (MergeName == "Average")
            {
                writer.Line($"RowOps.Scale(ref {Share("Share").At("row", "t")}, ref {dy}, 0.5f, {Output.Width});");
                return;
            }

            View[] outputs = [.. _directions.Select(DirectionOutput)];
            for (int i = 0; i < _directions.Count; i++)
            {
                writer.Line(
                    $"RowOps.Multiply(ref {ShareOf(outputGradient, _directions[i]).At("row", "t")}, ref {dy}, ref {outputs[1 - i].At("row", "t")}, {Output.Width});");
            }
        }
    }

    private void Join(SourceWriter writer, int rows, View[] parts, View output, string valid)
    {
        writer.Line(Concat ? "// The two directions side by side." : "// The two directions joined, element by element.");
        using (writer.Block($"for (nint t = 0, steps = {(_sequence ? valid : "1")}; t < steps; t++)"))
        {
            for (int row = 0; row < rows; row++)
            {
                if (!Concat)
                {
                    string operation = MergeName == "Mul" ? "Multiply" : MergeName;
                    writer.Line($"RowOps.{operation}(ref {output.At(row, "t")}, ref {parts[0].At(row, "t")}, ref {parts[1].At(row, "t")}, {Output.Width});");
                    continue;
                }

                for (int i = 0; i < parts.Length; i++)
                {
                    writer.Line($"RowOps.Copy(ref {output.At(row, "t", i * HiddenWidth)}, ref {parts[i].At(row, "t")}, {HiddenWidth});");
                }
            }
        }
    }
}
