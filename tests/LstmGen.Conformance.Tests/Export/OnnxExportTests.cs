using LstmGen.Conformance.Models;
using LstmGen.Conformance.Stacks;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Export;

/// <summary>Exported models, judged by ONNX Runtime, which knows nothing of ours: networks of every layer and random stacks, as whole windows, with lengths, and step by step.</summary>
[Trait("Width", "any")]
public sealed class OnnxExportTests
{
    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Windows_agree(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        float[] ours = new float[tested.Rows * tested.Model.Description.OutputSize];
        tested.Model.PredictBatch(tested.Windows, ours);
        using OnnxFile file = new(tested.Model);
        OnnxClose.Equal(ours, file.Run(tested.Windows, tested.Rows), tested.Label);
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Windows_of_any_length_agree(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        float[] ours = new float[tested.Rows * tested.Model.Description.OutputSize];
        tested.Model.PredictBatch(tested.Windows, tested.Lengths, ours);
        using OnnxFile file = new(tested.Model, new() { Lengths = true });
        OnnxClose.Equal(ours, file.Run(Poisoned(tested.Windows, tested.Rows, tested.Lengths, tested.Shape), tested.Rows, tested.Lengths), tested.Label);
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Streams_agree(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        CheckStream(tested.Model, tested.Probe, [.. Enumerable.Range(0, tested.Rows).Select(row => tested.Window(row).ToArray())], tested.Label);
    }

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void Stacks_with_heads_agree(int index)
    {
        StackCase tested = new(TrainedStacks.Model(index), RandomShapes.Seed + index, rows: 1 + index % 6);
        float[] ours = new float[tested.Rows * tested.Model.Description.OutputSize];
        tested.Model.PredictBatch(tested.Windows, ours);
        using (OnnxFile file = new(tested.Model))
        {
            OnnxClose.Equal(ours, file.Run(tested.Windows, tested.Rows), tested.Label);
        }

        using (OnnxFile file = new(tested.Model, new() { Lengths = true }))
        {
            OnnxClose.Equal(tested.Predict(), file.Run(Poisoned(tested.Windows, tested.Rows, tested.Lengths, tested.Shape), tested.Rows, tested.Lengths), $"with lengths, {tested.Label}");
        }

        CheckStream(tested.Model, tested.Probe, [.. Enumerable.Range(0, tested.Rows).Where(_ => tested.Probe.CanStep).Select(row => tested.Window(row).ToArray())], tested.Label);
    }

    private static void CheckStream(SequenceModel model, ModelProbe probe, float[][] windows, string label)
    {
        ModelDescription d = model.Description;
        if (!probe.CanStep)
        {
            Assert.Contains("as a stream", Assert.Throws<NotSupportedException>(() => model.ExportOnnx(Stream.Null, new() { Streaming = true })).Message, StringComparison.Ordinal);
            return;
        }

        float? padding = model.GetDeclaredLayers()[0].Attribute switch { EmbeddingAttribute { MaskZero: true } => 0f, MaskingAttribute masking => (float)masking.Value, _ => null };
        windows = [.. windows.Where(window => padding is null || !window.Contains(padding.Value))];
        if (windows.Length == 0)
        {
            return;
        }

        float[] ours = new float[windows.Length * d.LookBack * d.Outputs];
        for (int row = 0; row < windows.Length; row++)
        {
            probe.Walk(windows[row], ours.AsSpan(row * d.LookBack * d.Outputs, d.LookBack * d.Outputs));
        }

        using OnnxFile file = new(model, new() { Streaming = true });
        OnnxClose.Equal(ours, file.Walk([.. windows.SelectMany(window => window)], windows.Length), $"as a stream, {label}");
    }

    /// <summary>NaN past each window's length, which nothing may read; ids, which have to be whole numbers, are wrong ones there.</summary>
    private static float[] Poisoned(float[] windows, int rows, int[] lengths, ModelShape shape)
    {
        float[] poisoned = [.. windows];
        bool ids = shape.Oracle().Vocabularies.Count > 0;
        int size = windows.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            poisoned.AsSpan(row * size, size)[(lengths[row] * shape.StepSize)..].Fill(ids ? 1e6f : float.NaN);
        }

        return poisoned;
    }
}
