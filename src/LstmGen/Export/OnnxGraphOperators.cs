namespace LstmGen.Export;

/// <summary>Operators that several layers are made of.</summary>
internal static class OnnxGraphOperators
{
    /// <summary>A finite number below every other, for what must not be the largest.</summary>
    public const float Lowest = -3e38f;

    public static string Add(this OnnxGraph graph, string left, string right) => graph.Node("Add", [left, right]);

    public static string Multiply(this OnnxGraph graph, string left, string right) => graph.Node("Mul", [left, right]);

    public static string MatMul(this OnnxGraph graph, string left, string right) => graph.Node("MatMul", [left, right]);

    public static string Transpose(this OnnxGraph graph, string value, params int[] order) => graph.Node("Transpose", [value], ("perm", order));

    /// <param name="graph">The graph.</param>
    /// <param name="value">What is laid out anew.</param>
    /// <param name="shape">0 keeps the size of that axis; −1 takes what is left.</param>
    public static string Reshape(this OnnxGraph graph, string value, params long[] shape) => graph.Node("Reshape", [value, graph.Constant(shape)]);

    public static string Squeeze(this OnnxGraph graph, string value, int axis) => graph.Node("Squeeze", [value, graph.Constant([axis])]);

    public static string Unsqueeze(this OnnxGraph graph, string value, int axis) => graph.Node("Unsqueeze", [value, graph.Constant([axis])]);

    public static string Concat(this OnnxGraph graph, int axis, params string[] values) => values.Length == 1 ? values[0] : graph.Node("Concat", values, ("axis", axis));

    public static string Sum(this OnnxGraph graph, string value, int axis, bool keep) => graph.Node("ReduceSum", [value, graph.Constant([axis])], ("keepdims", keep ? 1 : 0));

    /// <summary>Where the condition holds the value, else the other one.</summary>
    public static string Where(this OnnxGraph graph, string condition, string value, float other) => graph.Node("Where", [condition, value, graph.Constant(other)]);

    public static string Cast(this OnnxGraph graph, string value, int type) => graph.Node("Cast", [value], ("to", type));

    /// <summary>A part of one axis.</summary>
    public static string Slice(this OnnxGraph graph, string value, int axis, long from, long to) =>
        graph.Node("Slice", [value, graph.Constant([from]), graph.Constant([to]), graph.Constant([axis])]);

    /// <summary>φ(x), value by value.</summary>
    public static string Activate(this OnnxGraph graph, Activation activation, string value) => activation switch
    {
        Activation.Linear => value,
        Activation.HardSigmoid => graph.Node("HardSigmoid", [value], ("alpha", 1f / 6f), ("beta", 0.5f)),
        Activation.LegacyHardSigmoid => graph.Node("HardSigmoid", [value], ("alpha", 0.2f), ("beta", 0.5f)),
        Activation.LeakyRelu => graph.Node("LeakyRelu", [value], ("alpha", 0.2f)),
        Activation.Elu => graph.Node("Elu", [value], ("alpha", 1f)),
        Activation.Tanh or Activation.Sigmoid or Activation.Relu or Activation.Softplus or Activation.Softsign => graph.Node(activation.ToString(), [value]),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Expected a function of LstmGen.Activation."),
    };
}
