namespace LstmGen.Generator.Planning;

/// <summary>
/// One thing that a pass does, as data: what it reads, what it writes, and the numbers that it needs. A backend that has a kernel for it takes that; one that has not runs
/// its <see cref="Parts"/>. None knows a layer. Weights are named by their tensors in the canonical vector: how a backend packs them is its own affair.
/// </summary>
/// <param name="Reads">Where it finds its operands, parameters apart.</param>
/// <param name="Writes">Where it leaves its results.</param>
internal abstract record Operation(IReadOnlyList<View> Reads, IReadOnlyList<View> Writes)
{
    /// <summary>Multiply-adds of one window, without padding.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>The tensors that it reads.</summary>
    public virtual IReadOnlyList<ParameterPlan> Parameters => [];

    /// <summary>The same in simpler operations, or nothing where there are none.</summary>
    public virtual IReadOnlyList<Operation> Parts => [];

    /// <summary>All but the tensors that are there.</summary>
    protected static IReadOnlyList<ParameterPlan> Tensors(params ParameterPlan?[] tensors) => [.. tensors.OfType<ParameterPlan>()];
}

/// <summary>Over how many steps an operation goes: those that are valid in a row, of so many at most; or one.</summary>
/// <param name="Steps">At most.</param>
/// <param name="Valid">The local that holds how many are valid; null for a vector.</param>
internal sealed record Extent(int Steps, string? Valid);

/// <summary>y = activation(x·W + b), on every step of every row.</summary>
internal sealed record Affine(View X, View Y, ParameterPlan Kernel, ParameterPlan? Bias, string Activation, int Inputs, int Outputs, Extent Extent) : Operation([X], [Y])
{
    /// <summary>Whether it is added to what is there.</summary>
    public bool Accumulates { get; init; }

    /// <summary>The first column of W that it takes.</summary>
    public int FirstColumn { get; init; }

    /// <summary>Columns that W has.</summary>
    public int Columns { get; init; } = Outputs;

    public override long MultiplyAdds => (long)Extent.Steps * Inputs * Outputs;

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Bias);
}

/// <summary>y = φ(x), value by value.</summary>
internal sealed record Activate(View X, View Y, string Function, int Width, Extent Extent) : Operation([X], [Y])
{
    /// <summary>The number that φ has, such as a slope; null where it is as by default.</summary>
    public double? Constant { get; init; }
}

/// <summary>y = x above zero, a·x below, value by value; the slopes a are tensor values in turn.</summary>
internal sealed record Rectify(View X, View Y, ParameterPlan Slopes, int Width, Extent Extent) : Operation([X], [Y])
{
    public override IReadOnlyList<ParameterPlan> Parameters => [Slopes];
}

/// <summary>y = a·b, value by value.</summary>
internal sealed record Multiply(View A, View B, View Y, int Width, Extent Extent) : Operation([A, B], [Y])
{
    /// <summary>Whether it is added to what is there.</summary>
    public bool Accumulates { get; init; }
}

/// <summary>y = z·a + (1 − z)·b, value by value.</summary>
internal sealed record Blend(View Z, View A, View B, View Y, int Width, Extent Extent) : Operation([Z, A, B], [Y]);

/// <summary>y = x + skip, value by value.</summary>
internal sealed record Add(View X, View Skip, View Y, int Width, Extent Extent) : Operation([X, Skip], [Y]);

/// <summary>y = x, value by value.</summary>
internal sealed record Copy(View X, View Y, int Width, Extent Extent) : Operation([X], [Y]);

/// <summary>In training y = x · mask, where the mask is drawn: 0 or 1/(1 − rate); else y = x.</summary>
internal sealed record Drop(View X, View Mask, View Y, double Rate, int Layer, int Width, Extent Extent) : Operation([X], [Mask, Y]);

/// <summary>Every step to mean 0 and deviation 1, then times γ, plus β (Ba et al. 2016).</summary>
internal sealed record Normalize(View X, View Y, ParameterPlan Gamma, ParameterPlan Beta, double Epsilon, int Width, Extent Extent) : Operation([X], [Y])
{
    public override IReadOnlyList<ParameterPlan> Parameters => [Gamma, Beta];
}

/// <summary>y = γ·(x − mean)/√(variance + ε) + β by statistics that are tensors, in turn; a negative variance counts as 0.</summary>
internal sealed record Standardize(
    View X, View Y, ParameterPlan? Gamma, ParameterPlan? Beta, ParameterPlan Mean, ParameterPlan Variance, double Epsilon, int Width, Extent Extent) : Operation([X], [Y])
{
    /// <summary>
    /// Whether in training mean and variance are those of x over all valid steps of all windows of a batch, in turn, instead of the tensors (Ioffe and Szegedy 2015): every operation before it comes first for
    /// all of them.
    /// </summary>
    public bool OfBatch { get; init; }

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Gamma, Beta, Mean, Variance);
}

/// <summary>One vector as so many equal steps.</summary>
internal sealed record Repeat(View X, View Y, int Times, int Width) : Operation([X], [Y]);

/// <summary>y = activation(b + Σ x·K) over the steps that a reading takes.</summary>
internal sealed record Convolve(View X, View Y, ParameterPlan Kernel, ParameterPlan? Bias, string Activation, StepReach Reach, int Inputs, int Filters, Extent Extent)
    : Operation([X], [Y])
{
    public override long MultiplyAdds => (long)Reach.Outputs(Extent.Steps) * Reach.Kernel * Inputs * Filters;

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Bias);
}

/// <summary>The largest or the mean of the steps that a reading takes, value by value.</summary>
internal sealed record Pool(View X, View Y, bool IsMean, StepReach Reach, int Width, Extent Extent) : Operation([X], [Y]);

/// <summary>y = activation(b + Σ x·K) over the lines and columns of every step's picture.</summary>
internal sealed record ConvolveFrames(View X, View Y, ParameterPlan Kernel, ParameterPlan? Bias, string Activation, PictureReach Reach, Frame From, Frame To, Extent Extent)
    : Operation([X], [Y])
{
    public override long MultiplyAdds => (long)Extent.Steps * To.Height * To.Width * Reach.Lines.Kernel * Reach.Columns.Kernel * From.Channels * To.Channels;

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Bias);
}

/// <summary>The largest or the mean of rectangles of every step's image, channel by channel: of their points that lie in it.</summary>
internal sealed record PoolFrames(View X, View Y, bool IsMean, PictureReach Reach, Frame From, Extent Extent) : Operation([X], [Y]);

/// <summary>The row of a table for an id.</summary>
internal sealed record LookUp(View Ids, View Y, ParameterPlan Table, int Vocabulary, int Width, Extent Extent) : Operation([Ids], [Y])
{
    public override IReadOnlyList<ParameterPlan> Parameters => [Table];
}

/// <summary>The characters of a word to the largest answer of each filter (Ma and Hovy 2016).</summary>
internal sealed record ConvolveCharacters(
    View Ids, View Y, ParameterPlan Table, ParameterPlan Kernel, ParameterPlan? Bias, string Activation, int Vocabulary, int Dimension, int Length, int Reach, int Filters, Extent Extent)
    : Operation([Ids], [Y])
{
    public override long MultiplyAdds => (long)Extent.Steps * Length * Reach * Dimension * Filters;

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Table, Kernel, Bias);
}

/// <summary>The steps of two directions as one: side by side, or added, averaged, multiplied.</summary>
internal sealed record Join(View Forward, View Backward, View Y, string Merge, int Width, Extent Extent) : Operation([Forward, Backward], [Y]);

/// <summary>The steps of a sequence, weighted by how well they fit a query.</summary>
/// <param name="X">The steps.</param>
/// <param name="Query">The query's steps; null for the last valid one of x.</param>
/// <param name="Y">A vector, or one for every query.</param>
/// <param name="Score">Dot, General or Additive.</param>
/// <param name="QueryKernel">Of General and Additive: [heads, query, units].</param>
/// <param name="ValueKernel">Of Additive: [heads, values, units].</param>
/// <param name="Vector">Of Additive: [heads, units].</param>
/// <param name="Factor">That scores are multiplied with.</param>
/// <param name="Heads">That share the values of a step.</param>
/// <param name="QueryWidth">Of a head.</param>
/// <param name="ValueWidth">Of a head.</param>
/// <param name="Units">Of a key.</param>
/// <param name="Extent">Of x.</param>
/// <param name="Queries">How many there are.</param>
internal sealed record Attend(
    View X, View? Query, View Y, string Score, ParameterPlan? QueryKernel, ParameterPlan? ValueKernel, ParameterPlan? Vector, double Factor, int Heads, int QueryWidth, int ValueWidth,
    int Units, Extent Extent, int Queries) : Operation(Query is null ? [X] : [X, Query], [Y])
{
    public override long MultiplyAdds
    {
        get
        {
            // A vector a head for every query, and what makes the scores.
            long steps = Extent.Steps, pairs = steps * Queries * Heads;
            return pairs * ValueWidth + Score switch
            {
                "Additive" => (steps * ValueWidth + (long)Queries * QueryWidth) * Heads * Units + pairs * Units,
                "General" => (long)Queries * Heads * QueryWidth * ValueWidth + pairs * ValueWidth,
                _ => pairs * ValueWidth,
            };
        }
    }

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(QueryKernel, ValueKernel, Vector);
}

/// <summary>The last valid step, of which the second half may come from the other end; or some of the last, from step 0 on.</summary>
internal sealed record Last(View X, View Y, bool JoinsDirections, int Width, Extent Extent) : Operation([X], [Y])
{
    /// <summary>How many, at most.</summary>
    public int Steps { get; init; } = 1;
}

/// <summary>The steps of a sequence side by side, as one vector; zeros where a row has no more.</summary>
internal sealed record SideBySide(View X, View Y, int Width, Extent Extent) : Operation([X], [Y]);

/// <summary>
/// The way back of an operation: from the gradient of the loss with respect to what it wrote to those with respect to its tensors and to what it read.
/// </summary>
/// <param name="Of">The operation.</param>
/// <param name="OutputGradient">With respect to what it wrote.</param>
/// <param name="InputGradient">With respect to what it read first.</param>
/// <param name="StartGradient">With respect to the first states, where it was given some.</param>
internal sealed record Gradient(Operation Of, View OutputGradient, View InputGradient, View? StartGradient = null)
    : Operation([.. Of.Reads, .. Of.Writes, OutputGradient], StartGradient is null ? [InputGradient] : [InputGradient, StartGradient])
{
    public override IReadOnlyList<ParameterPlan> Parameters => Of.Parameters;
}
