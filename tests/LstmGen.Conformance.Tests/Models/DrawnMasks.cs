using LstmGen.Conformance.Oracle;
using LstmGen.Kernels;

namespace LstmGen.Conformance.Models;

/// <summary>The masks that a generated model draws in its first update, for the oracle.</summary>
internal static class DrawnMasks
{
    /// <summary>From a layer's index and rate to its masks.</summary>
    public static Func<int, double, OracleMasks> Of(SequenceModel model) => (layer, rate) => place =>
    {
        float[] mask = new float[place.Count];
        DropoutMask.Fill(mask, (float)rate, new TileNoise((ulong)model.Seed, 0, 0), (uint)layer, (uint)place.Row, Block(place));
        return Close.Widen(mask);
    };

    /// <summary>A step has a block of its own; an Lstm has one for the input of each direction and then one for each gate of each.</summary>
    private static uint Block(OracleMaskPlace place) => (uint)place.Part + (place.Kind == OracleMaskKind.Recurrent ? 2u : 0u);
}
