namespace LstmGen;

/// <summary>Which loss decides what the best epoch is.</summary>
public enum MonitoredLoss
{
    /// <summary>The validation loss where something is held out, else the training loss.</summary>
    Automatic,

    /// <summary>The validation loss; it is an error to hold out nothing.</summary>
    Validation,

    /// <summary>The training loss.</summary>
    Training,
}
