namespace LstmGen.Generator.Layers;

/// <summary>The members of the enumerations that attributes take; a test holds them against the attributes' own.</summary>
internal static class Options
{
    public static readonly string[] Activations =
        ["Linear", "Tanh", "Sigmoid", "HardSigmoid", "LegacyHardSigmoid", "Relu", "LeakyRelu", "Elu", "Softplus", "Softsign"];

    public static readonly string[] Initializers =
    [
        "Zeros", "Ones", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "Orthogonal", "RandomUniform", "RandomNormal",
        "TorchUniform",
    ];
}
