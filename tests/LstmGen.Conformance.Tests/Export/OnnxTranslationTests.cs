using LstmGen.Conformance.Translation;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Export;

/// <summary>Encoders and decoders as files: one graph that reads a source and writes, step by step, what the model itself would write.</summary>
[Trait("Width", "any")]
public sealed class OnnxTranslationTests
{
    private const int Rows = 6;

    public static TheoryData<string> Names { get; } = [.. TranslationModels.Names.Select(name => name.Data), "values"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_agrees(string name)
    {
        SequenceToSequenceModel model = name == "values" ? new ValueTranslator(3) : TranslationModels.Create(name).Model;
        ModelDescription d = model.Description;
        Random random = new(4);
        model.Parameters.CopyFrom([.. Enumerable.Range(0, model.Parameters.Count).Select(_ => random.NextSingle() * 2f - 1f)]);
        if (d.Scaling != Scaling.None)
        {
            model.SetScaler(new Scaler(Scaling.Standard, [3, -20], [2, 5], [0], [1]));
        }

        bool masks = model.GetDeclaredLayers()[0].Attribute is EmbeddingAttribute { MaskZero: true };
        int vocabulary = model.GetDeclaredLayers()[0].Attribute is EmbeddingAttribute embedding ? embedding.Vocabulary : 0;
        float[] windows = [.. Enumerable.Range(0, Rows * d.InputSize).Select(_ => vocabulary > 0 ? random.Next(masks ? 1 : 0, vocabulary) : random.NextSingle() * 20f - 10f)];
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => row == 0 ? d.LookBack : random.Next(1, d.LookBack + 1))];
        float[] ours = new float[Rows * d.OutputSize];
        model.PredictBatch(windows, ours);
        using (OnnxFile file = new(model))
        {
            OnnxClose.Equal(ours, file.Run(windows, Rows), name);
        }

        model.PredictBatch(windows, lengths, ours);
        using (OnnxFile file = new(model, new() { Lengths = true }))
        {
            OnnxClose.Equal(ours, file.Run(windows, Rows, lengths), $"{name} with lengths");
        }

        if (masks)
        {
            // The padding says the lengths.
            for (int row = 0; row < Rows; row++)
            {
                windows.AsSpan(row * d.InputSize, d.InputSize)[lengths[row]..].Clear();
            }

            using OnnxFile file = new(model);
            OnnxClose.Equal(ours, file.Run(windows, Rows), $"{name} with padding");
        }

        // The tokens of the file are those of the model.
        int[] tokens = new int[d.Decoder!.Steps];
        int count = model.Translate(windows.AsSpan(0, d.InputSize), lengths[0], tokens);
        Assert.Equal(tokens[..count], Enumerable.Range(0, d.OutputSteps).Select(step => Array.IndexOf(ours, ours.AsSpan(step * d.Outputs, d.Outputs).ToArray().Max(), step * d.Outputs) - step * d.Outputs)
            .TakeWhile(token => token != d.Decoder.Stop));
    }
}
