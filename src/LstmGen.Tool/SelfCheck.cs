using LstmGen.Import;
using LstmGen.Import.Networks;

namespace LstmGen.Tool;

/// <summary>Puts the file's network, by plain loops in double precision, beside the compiled class.</summary>
internal static class SelfCheck
{
    private const int MostWindows = 8;
    private const double MostWork = 2e8;

    /// <summary>Beyond this the class is another network than the file's.</summary>
    private const double Allowed = 1e-3;

    /// <summary>The largest difference of any output, in a line.</summary>
    /// <exception cref="InvalidDataException">The class gives something else.</exception>
    public static string Run(ImportedNetwork network, SequenceModel model)
    {
        int size = model.Description.InputSize;
        int outputs = model.Description.OutputSize;
        int windows = (int)Math.Clamp(MostWork / Math.Max(model.Description.MultiplyAddsPerWindow, 1), 1, MostWindows);
        var random = new Random(20_261);
        int vocabulary = network.Layers[0].Attribute is EmbeddingAttribute embedding ? embedding.Vocabulary : 0;
        double largest = 0;
        double most = 0;
        float[] window = new float[size];
        float[] answer = new float[outputs];
        for (int i = 0; i < windows; i++)
        {
            for (int k = 0; k < size; k++)
            {
                window[k] = vocabulary > 0 ? random.Next(1, Math.Max(vocabulary, 2)) % vocabulary : (float)((random.NextDouble() * 2) - 1);
            }

            double[] plain;
            try
            {
                plain = PlainNetwork.Run(network, window);
            }
            catch (NotSupportedException missing)
            {
                return $"not checked: {missing.Message}";
            }

            model.Predict(window, answer);
            if (plain.Length != outputs) throw new InvalidDataException($"Expected {plain.Length} outputs of the class, as the file's network has, but got {outputs}.");
            for (int k = 0; k < outputs; k++)
            {
                largest = Math.Max(largest, Math.Abs(plain[k] - answer[k]));
                most = Math.Max(most, Math.Abs(plain[k]));
            }
        }

        return largest <= Allowed * Math.Max(most, 1)
            ? FormattableString.Invariant($"the file's network in double precision and the compiled class differ by {largest:0.0e+0} at most, over {windows} random windows; the largest output is {most:g3}")
            : throw new InvalidDataException(FormattableString.Invariant($"Expected the class to give what the file's network gives, but they differ by {largest:g3}, where the largest output is {most:g3}."));
    }
}
