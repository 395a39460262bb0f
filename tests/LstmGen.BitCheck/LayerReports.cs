using LstmGen.Runtime;

namespace LstmGen.BitCheck;

/// <summary>Networks of every layer, each trained on made-up windows of several lengths: parameters, losses, predictions and an exported file of all go into one line of hashes.</summary>
internal static class LayerReports
{
    private const int Windows = 21;

    public static void Write(int threads)
    {
        foreach (SequenceModel model in LayerModels.All)
        {
            ModelDescription d = model.Description;
            Random random = new(d.LookBack + 100 * d.Features);
            float[] inputs = [.. Enumerable.Range(0, Windows * d.InputSize).Select(i => Input(d, i % d.Features, random))];
            float[] targets = [.. Enumerable.Range(0, Windows * d.TargetSize).Select(_ => random.NextSingle() * 2f - 1f)];
            int[] lengths = [.. Enumerable.Range(0, Windows).Select(i => 1 + i % d.LookBack)];
            Adam adam = new() { LearningRate = 0.01 };
            float[] losses =
            [
                .. Enumerable.Range(0, 4).Select(_ =>
                    model.FitBatch(inputs, targets, adam, clipping: GradientClipping.ByGlobalNorm(1), lengths: lengths, maxDegreeOfParallelism: threads)),
            ];
            float[] outputs = new float[Windows * d.OutputSize];
            model.PredictBatch(inputs, lengths, outputs);
            using var file = new MemoryStream();
            model.ExportOnnx(file);
            Console.WriteLine(
                $"{d.Name}: parameters {BitHash.Of(model.Parameters.Values)} losses {BitHash.Of(losses)} predictions {BitHash.Of(outputs)} file {BitHash.Of(file.GetBuffer().AsSpan(0, (int)file.Length))}");
        }
    }

    /// <summary>An id where a column holds those, else a number.</summary>
    private static float Input(ModelDescription d, int column, Random random)
    {
        foreach (TokenColumns tokens in d.Tokens)
        {
            if (column >= tokens.First && column < tokens.First + tokens.Count)
            {
                return random.Next(1, tokens.Vocabulary);
            }
        }

        return random.NextSingle() * 2f - 1f;
    }
}
