namespace LstmGen;

/// <summary>How tags mark chunks.</summary>
public enum ChunkScheme
{
    /// <summary>Tags mean nothing to each other.</summary>
    None,

    /// <summary>B- begins a chunk, I- goes on with it, O is outside.</summary>
    Bio,

    /// <summary>As BIO; E- ends a chunk and S- is a chunk of one step.</summary>
    Bioes,
}
