using CsCheck;
using LstmGen.Decoding;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

/// <summary>One row for a CRF, for the kernels and for the oracle. The workspace is poisoned, and longer than it has to be.</summary>
internal sealed class CrfCase
{
    private CrfCase(int tags, float[] start, float[] end, float[] transitions, float[] emissions, int[] path, TagConstraints? constraints)
    {
        Tags = tags;
        Emissions = emissions;
        Path = path;
        Packed = new float[LinearChainCrf.PackedLength(tags)];
        Workspace = new float[LinearChainCrf.WorkspaceLength(tags, path.Length) + 5];
        Array.Fill(Workspace, float.NaN);
        LinearChainCrf.Pack(start, end, transitions, constraints, Packed);
        Oracle = new CrfOracle(Near.Wide(start), Near.Wide(end), Near.Wide(transitions), Near.Wide(emissions), constraints);
    }

    public int Tags { get; }

    public float[] Emissions { get; }

    public int[] Path { get; }

    public float[] Targets => [.. Path.Select(tag => (float)tag)];

    public float[] Packed { get; }

    public float[] Workspace { get; }

    public CrfOracle Oracle { get; }

    /// <param name="draw">Draws every score.</param>
    /// <param name="path">The target.</param>
    public static CrfCase Of(int tags, int[] path, Func<float> draw, TagConstraints? constraints = null)
    {
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => draw())];
        return new CrfCase(tags, Draw(tags), Draw(tags), Draw(tags * tags), Draw(path.Length * tags), path, constraints);
    }

    public static CrfCase Of(int tags, int steps, Func<Random, float> draw, Random random, TagConstraints? constraints = null) =>
        Of(tags, [.. Enumerable.Range(0, steps).Select(_ => random.Next(tags))], () => draw(random), constraints);

    /// <summary>Cases small enough to look at every sequence.</summary>
    public static Gen<CrfCase> Small(Func<Random, float> draw) => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int).Select(
        (tags, steps, seed) => Of(tags, steps, draw, new Random(seed)));

    /// <summary>The same, with about a third of everything forbidden.</summary>
    public static Gen<CrfCase> Constrained(Func<Random, float> draw) =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int).Select((tags, steps, seed) =>
        {
            var random = new Random(seed);
            bool[] Mask(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) > 0)];
            bool[] starts = Mask(tags), ends = Mask(tags);
            starts[random.Next(tags)] = true;
            ends[random.Next(tags)] = true;
            return Of(tags, steps, draw, random, new TagConstraints(Mask(tags * tags), starts, ends));
        });

    public double LogPartition() => LinearChainCrf.LogPartition(Tags, Packed, Emissions, Workspace);

    /// <summary>The loss, and the gradient by start, end, transitions and emissions.</summary>
    public (bool Possible, float Loss, float[] Gradient) Loss(float scale = 1f)
    {
        float[] emissions = new float[Emissions.Length], packed = new float[LinearChainCrf.PackedGradientLength(Tags)];
        Array.Fill(emissions, float.NaN);
        bool possible = LinearChainCrf.TryLoss(Tags, Packed, Emissions, Targets, emissions, scale, packed, Workspace, out float loss);
        float[] start = new float[Tags], end = new float[Tags], transitions = new float[Tags * Tags];
        LinearChainCrf.Unpack(packed, start, end, transitions);
        return (possible, loss, [.. start, .. end, .. transitions, .. emissions]);
    }

    public (bool Possible, int[] Path, double Score) Decode()
    {
        int[] path = new int[Path.Length];
        bool possible = LinearChainCrf.TryDecode(Tags, Packed, Emissions, path, Workspace, out double score);
        return (possible, path, score);
    }

    public (bool Possible, float[] Values) Marginals()
    {
        float[] values = new float[Emissions.Length];
        bool possible = LinearChainCrf.TryMarginals(Tags, Packed, Emissions, values, Workspace);
        return (possible, values);
    }
}
