namespace Traffic;

/// <summary>
/// How counts go into a network and come out. The noise of a count grows with it: a street with 9 vehicles in five minutes has 6 to 12, one with 100 has 90 to 110. Twice the root has the same noise
/// everywhere (Anscombe's transform), so that squared errors weigh the night as they weigh the day.
/// </summary>
internal abstract class CountScale
{
    public static readonly CountScale Raw = new AsItIs();
    public static readonly CountScale Root = new Anscombe();

    /// <summary>From 0 to 1, as the published network has it.</summary>
    public static CountScale Between(float least, float most) => new MinMax(least, most);

    public abstract float In(float count);

    public abstract float Out(float value);

    private sealed class AsItIs : CountScale
    {
        public override float In(float count) => count;

        public override float Out(float value) => value;
    }

    private sealed class MinMax(float least, float most) : CountScale
    {
        public override float In(float count) => (count - least) / (most - least);

        public override float Out(float value) => value * (most - least) + least;
    }

    private sealed class Anscombe : CountScale
    {
        public override float In(float count) => 2 * MathF.Sqrt(count + 3f / 8);

        /// <summary>The mean count of which <paramref name="value"/> is the mean: the square of a mean is less than the mean of squares, and a quarter makes up for it.</summary>
        public override float Out(float value) => Math.Max(0, value * value / 4 - 1f / 8);
    }
}
