using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// Initial biases for long lags (Tallec &amp; Ollivier 2018): forget gates start at ln u and input gates at −ln u, with u uniform from 1 to the longest
/// lag, so that the cells together forget over times from one step to all of them.
/// </summary>
internal static class ChronoBias
{
    /// <param name="model">Its first layer is an Lstm in one direction.</param>
    /// <param name="longest">The longest lag, in steps.</param>
    public static SequenceModel Set(SequenceModel model, int longest)
    {
        float[] bias = model.Parameters["lstm.bias"].ToArray();
        int units = bias.Length / 4;
        var random = new RandomSource(model.Seed, stream: 1_000);
        for (int unit = 0; unit < units; unit++)
        {
            float forget = (float)DoubleMath.Log(1 + random.NextDouble() * (longest - 2));
            bias[unit] = -forget;
            bias[units + unit] = forget;
        }

        model.Parameters.Set("lstm.bias", bias);
        return model;
    }
}
