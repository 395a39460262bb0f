namespace LstmGen.Conformance.Oracle;

/// <summary>How well a step fits the query s.</summary>
internal enum OracleScore
{
    /// <summary>s·h_j (Luong et al. 2015).</summary>
    Dot,

    /// <summary>sᵀ·W·h_j (Luong et al. 2015). Parameters: kernel [heads, width, width].</summary>
    General,

    /// <summary>vᵀ·tanh(W₁ᵀ·s + W₂ᵀ·h_j) (Bahdanau et al. 2015). Parameters: query_kernel and value_kernel [heads, width, units], score [heads, units].</summary>
    Additive,
}

/// <summary>
/// Attention over the valid steps h_1 … h_n with the last of them as the query: the context Σ α_j·h_j, α the softmax of the scores. Several heads
/// cut every step into equal slices, each with parameters of its own, and put their contexts side by side.
/// </summary>
internal sealed class OracleAttention(OracleScore score, int units = 0, int heads = 1, bool scaled = false) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input.Values % heads == 0
        ? new(1, input.Values)
        : throw new ArgumentException($"{input.Values} values cannot be cut into {heads} heads.", nameof(input));

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        int width = input.Values / heads;
        int hidden = units > 0 ? units : width;
        return score switch
        {
            OracleScore.General => [new("kernel", heads, width, width)],
            OracleScore.Additive =>
                [new("query_kernel", heads, width, hidden), new("value_kernel", heads, width, hidden), new("score", heads, hidden)],
            _ => [],
        };
    }

    public override OraclePass Forward(OracleRun run)
    {
        int width = run.Shape.Values / heads;
        OracleHead[] passes = [.. Enumerable.Range(0, heads).Select(head => new OracleHead(
            score, scaled ? 1 / Math.Sqrt(width) : 1, Slice(run.Input, head * width, width), [.. HeadParameters(run, run.Parameters, head)]))];
        return new OracleAttentionPass(passes, this, run) { Output = [[.. passes.SelectMany(pass => pass.Context)]] };
    }

    /// <summary>One head's part of each tensor.</summary>
    public IEnumerable<ArraySegment<double>> HeadParameters(OracleRun run, double[] vector, int head)
    {
        int offset = 0;
        foreach (OracleTensor tensor in Tensors(run.Shape))
        {
            int size = tensor.Count / heads;
            yield return new ArraySegment<double>(vector, offset + head * size, size);
            offset += tensor.Count;
        }
    }

    private static double[][] Slice(double[][] steps, int offset, int width) => [.. steps.Select(step => step[offset..(offset + width)])];
}

/// <summary>What every head did.</summary>
internal sealed class OracleAttentionPass(OracleHead[] heads, OracleAttention layer, OracleRun run) : OraclePass
{
    /// <summary>The weights α, [head][valid step].</summary>
    public IReadOnlyList<double[]> Weights => [.. heads.Select(head => head.Weights)];

    public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
    {
        int width = run.Shape.Values / heads.Length;
        double[][][] slices = [.. heads.Select((head, i) => head.Backward(
            outputGradient[0][(i * width)..((i + 1) * width)], [.. layer.HeadParameters(run, parameterGradient, i)]))];
        return [.. Enumerable.Range(0, run.Steps).Select(t => slices.SelectMany(slice => slice[t]).ToArray())];
    }
}
