namespace LstmGen;

/// <summary>How parameters start. Fans are those of the fused matrix, as in Keras.</summary>
public enum Initializer
{
    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Uniform ±√(6/(fan in + fan out)) (Glorot &amp; Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Normal with deviation √(2/(fan in + fan out)), cut at two deviations and rescaled, as in Keras.</summary>
    GlorotNormal,

    /// <summary>Uniform ±√(6/fan in) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal with deviation √(2/fan in), cut at two deviations and rescaled, as in Keras.</summary>
    HeNormal,

    /// <summary>Uniform ±√(3/fan in) (LeCun et al. 1998).</summary>
    LecunUniform,

    /// <summary>Orthogonal rows or columns, from the QR decomposition of a normal matrix (Saxe et al. 2014).</summary>
    Orthogonal,

    /// <summary>Uniform ±0.05 (Keras' default for embeddings).</summary>
    RandomUniform,

    /// <summary>Normal with deviation 0.05.</summary>
    RandomNormal,

    /// <summary>Uniform ±1/√units, as PyTorch starts its recurrent layers.</summary>
    TorchUniform,
}
