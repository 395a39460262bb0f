using System.Globalization;
using System.Text;
using LstmGen.Runtime;

namespace LstmGen.Inspection;

/// <summary>A model in a few lines of text: its layers with their outputs and parameters, totals, memory, scaling. The same in every culture.</summary>
internal static class ModelSummary
{
    private const string Gap = "  ";

    /// <summary>What was decided when the code was generated.</summary>
    public static string Of(ModelDescription model) => Text(model).ToString();

    /// <summary>The same, and how the model stands: whether its scaler is fitted, its loss, its seed.</summary>
    public static string Of(SequenceModel model)
    {
        StringBuilder text = Text(model.Description);
        if (model.Scaler is { } scaler)
        {
            Line(text, "Scaler", scaler.ToString());
        }
        else if (model.Description.Scaling != Scaling.None)
        {
            Line(text, "Scaler", "none yet: training fits it, and loading brings it");
        }

        if (model.Parameters.Frozen is { Count: > 0 } frozen)
        {
            long count = model.Parameters.Tensors.Where(tensor => frozen.Contains(tensor.Name)).Sum(tensor => (long)tensor.Count);
            Line(text, "Frozen", $"{Count(count, "parameter")} in {Count(frozen.Count, "tensor")}: {List(frozen)}");
        }

        if (model.Layout is { } layout) Line(text, "Forecasts", layout.ToString());
        Line(text, "Loss", model.Kernels.DefaultLoss.Name);
        Line(text, "Seed", model.Seed.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>A number of things: <c>1 step</c>, <c>1,000 steps</c>.</summary>
    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>The first few of many texts.</summary>
    public static string List(IEnumerable<string> texts, int most = 8)
    {
        string[] all = [.. texts];
        return string.Join(", ", all.Take(most)) + (all.Length > most ? $", … ({Number(all.Length)} in all)" : "");
    }

    /// <summary>A number with separators between thousands.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static StringBuilder Text(ModelDescription d)
    {
        var text = new StringBuilder();
        string input = d.Tokens.Length > 0 && d.Tokens.Sum(columns => columns.Count) == d.Features ? "token id" : "feature";
        string output = d.OutputSteps == 1 ? Count(d.Outputs, "value") : $"{Count(d.OutputSteps, "step")} × {Number(d.Outputs)}";
        text.Append($"{d.Name}: {Count(d.LookBack, "step")} × {Count(d.Features, input)} in, {output} out");
        if (d.Layers.Length > 0) Table(text, d);
        Line(text, "Parameters", $"{Number(d.ParameterCount)} ({Bytes((long)d.ParameterCount * sizeof(float))})");
        Line(text, "Multiply-adds", $"{Number(d.MultiplyAddsPerWindow)} per window");
        string window = d.WindowScratchLength > 0 && d.Decoder is null
            ? $"{Bytes((long)d.WindowScratchLength * sizeof(float))} {(d.WindowOnStack ? "of stack" : "of workspace")} per window, "
            : "";
        Line(text, "Memory", $"{window}{Bytes((long)d.TrainingWorkspaceLength * sizeof(float))} of workspace per training tile of {ModelDescription.TileRows} windows");
        Line(text, "Scaling", d.Scaling.ToString());
        if (d.Distribution is { } distribution) Line(text, "Distribution", distribution.ToString());
        if (d.CarriedLength > 0) Line(text, "Stateful", $"{Count(d.CarriedLength, "value")} carried from window to window");
        return text;
    }

    private static void Table(StringBuilder text, ModelDescription d)
    {
        string[][] rows =
        [
            ["Layer", "Type", "Output", "Parameters"],
            .. d.Layers.Select(layer => new[] { layer.Name, layer.Title, layer.Output, Number(layer.Parameters) }),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        string rule = "\n" + new string('-', widths.Sum() + 3 * Gap.Length);
        text.Append(rule);
        foreach (string[] row in rows)
        {
            text.Append($"\n{row[0].PadRight(widths[0])}{Gap}{row[1].PadRight(widths[1])}{Gap}{row[2].PadRight(widths[2])}{Gap}{row[3].PadLeft(widths[3])}");
            if (row == rows[0]) text.Append(rule);
        }

        text.Append(rule);
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append($"\n{name + ":",-15}{value}");

    private static string Bytes(long bytes) => bytes switch
    {
        < 1_024 => Count(bytes, "byte"),
        < 1_024 * 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_024.0:0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1_024.0 * 1_024.0):0.0} MiB"),
    };
}
