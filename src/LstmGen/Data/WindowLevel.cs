namespace LstmGen;

/// <summary>
/// What the target columns of a window are divided by, so that large series do not drown small ones and a model sees shapes instead of sizes; or what is subtracted from them. Answers are multiplied by it, or it is
/// added to them. Each target column has a level of its own, which is made of nothing that is not known when the forecast is made; a divisor of 0 counts as 1.
/// </summary>
public enum WindowLevel
{
    /// <summary>By nothing. The default.</summary>
    None,

    /// <summary>By the mean magnitude of the column over the rows of the window.</summary>
    WindowMean,

    /// <summary>By the magnitude of the column's last value before the forecast.</summary>
    LastValue,

    /// <summary>By the mean magnitude of the column over all rows of its series up to the forecast: a scaling per series that no split has to be told of.</summary>
    SeriesMean,

    /// <summary>The column's last value before the forecast is subtracted, and nothing divided: a model then learns changes, and what it knows holds at other heights of the series too.</summary>
    Difference,

    /// <summary>The column's mean over the rows of the window is subtracted, and its standard deviation over them divides: a window as its own z-scores, as reversible instance normalisation does it.</summary>
    WindowStandard,
}
